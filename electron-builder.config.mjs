// Packaging of the desktop app, by `npm run package`. The files named here are made by `npm run build`.
import { readFileSync } from 'node:fs';

// Where Electron's own downloads cannot be reached: an unpacked Electron, and which one it is.
const { MILLRACE_ELECTRON_DIST: electronDist, MILLRACE_ELECTRON_VERSION: givenVersion } = process.env;
const { devDependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const electronVersion = givenVersion ?? devDependencies.electron;

const opens = (ext) => ({
  ext,
  name: 'Millrace workflow',
  description: 'A workflow document',
  role: 'Editor',
  mimeType: 'application/vnd.millrace.workflow+json',
  icon: 'icon',
});

export default {
  appId: 'dev.millrace.app',
  productName: 'Millrace',
  copyright: 'Copyright © 2026 The Millrace authors',
  directories: { output: 'release', buildResources: 'resources/icons' },
  electronVersion,
  ...(electronDist ? { electronDist } : {}),
  // Everything is bundled: no module is loaded from node_modules at run time.
  npmRebuild: false,
  files: [
    'dist/electron/**',
    'dist/renderer/**',
    'resources/templates/**',
    '!resources/templates/*/out{,/**}',
    'resources/schema/**',
    'resources/icons/icon.png',
    'package.json',
    '!node_modules/**',
  ],
  asar: true,
  // A thread is started from a file that is really there.
  asarUnpack: ['dist/electron/script-worker.mjs'],
  extraMetadata: { main: 'dist/electron/main.cjs', homepage: 'https://millrace.invalid', desktopName: 'millrace.desktop' },
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    // Older ones do not have this one.
    ...(Number.parseInt(electronVersion, 10) >= 29 ? { grantFileProtocolExtraPrivileges: false } : {}),
  },
  fileAssociations: [opens('millrace')],
  protocols: [{ name: 'Millrace link', schemes: ['millrace'] }],
  linux: {
    target: ['AppImage', 'deb', 'tar.gz'],
    // As workflows are exported. Windows and macOS know files by the last part of their names alone.
    fileAssociations: [opens('millrace.json')],
    category: 'Development',
    icon: 'icon.png',
    executableName: 'millrace',
    syncDesktopName: true,
    maintainer: 'The Millrace authors',
  },
  mac: { target: ['dmg', 'zip'], category: 'public.app-category.developer-tools', hardenedRuntime: true, icon: 'icon.png' },
  win: { target: ['nsis', 'zip'], icon: 'icon.png' },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
};
