/** What programs need to find their way: where things are, which language, which time zone. Nothing that could hold a secret. */
const inherited: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'USER',
  'LOGNAME',
  'SHELL',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TMPDIR',
  'XDG_RUNTIME_DIR',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_CACHE_HOME',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  // Windows, where programs fail in odd ways without them.
  'PATHEXT',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'TEMP',
  'TMP',
  'USERNAME',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMDATA',
  'PROGRAMFILES',
  'PROGRAMFILES(X86)',
  'NUMBER_OF_PROCESSORS',
  'PROCESSOR_ARCHITECTURE',
]);

/** The part of an environment that child processes may see. Names are compared as the platform does: without case on Windows. */
export function pickBaseEnvironment(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): { readonly [name: string]: string } {
  const picked: [string, string][] = [];
  for (const [name, value] of Object.entries(environment)) {
    const key = platform === 'win32' ? name.toUpperCase() : name;
    if (value !== undefined && (inherited.has(key) || /^LC_[A-Z]+$/.test(key))) picked.push([name, value]);
  }
  return Object.fromEntries(picked);
}
