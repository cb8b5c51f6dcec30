// Which hosts `permissions.hosts` lets a workflow reach.

/**
 * Whether one of the patterns names the host: `api.example.test`, `*.example.test` (any depth below, not the domain itself),
 * `127.0.0.1:8080`, `[::1]:8080`, `*`. A pattern without a port stands for every port.
 */
export function isHostAllowed(host: string, port: number, patterns: readonly string[]): boolean {
  const name = normalizeHost(host);
  return patterns.some((pattern) => {
    const { host: wanted, port: wantedPort } = splitPort(pattern.trim());
    return (wantedPort === null || wantedPort === port) && matchesName(name, normalizeHost(wanted));
  });
}

function matchesName(name: string, wanted: string): boolean {
  if (wanted === '*') return true;
  if (wanted.startsWith('*.')) return name.length > wanted.length - 1 && name.endsWith(wanted.slice(1));
  return name === wanted;
}

/** Lower case, without the brackets of IPv6 and the dot that ends an absolute name. */
export function normalizeHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

function splitPort(pattern: string): { readonly host: string; readonly port: number | null } {
  const match = /^(\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(pattern);
  return match ? { host: match[1] ?? '', port: Number(match[2]) } : { host: pattern, port: null };
}
