// Who may talk to this server at all: the right name, the right page, the right token. A web page that the user visits can send requests to
// loopback too; it must get nowhere.
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { networkInterfaces } from 'node:os';
import { type HttpRefusal, refuse } from './http-refusal.ts';

export type GuardOptions = { readonly host: string; readonly port: number; readonly token: string };

export type RequestGuard = {
  /** Name and origin; null when both are right. For every request, files included. */
  readonly checkPlace: (request: IncomingMessage) => HttpRefusal | null;
  readonly checkToken: (request: IncomingMessage) => HttpRefusal | null;
};

export function createRequestGuard({ host, port, token }: GuardOptions): RequestGuard {
  const hosts = new Set(namesOf(host).flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`])));
  const origins = new Set([...hosts].map((name) => `http://${name}`));
  const secret = Buffer.from(token);
  return {
    checkPlace: (request) => checkHost(request, hosts) ?? checkOrigin(request, origins),
    checkToken: ({ headers: { authorization } }) => (isRight(authorization, secret) ? null : unauthorized),
  };
}

/** Whether listening there means listening on all addresses of the machine. */
export function isAnyAddress(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}

/** Loopback, and the address that was asked for: all addresses of this machine where that was "any". Names from DNS are never right. */
function namesOf(host: string): readonly string[] {
  const own = isAnyAddress(host)
    ? Object.values(networkInterfaces()).flatMap((each) => (each ?? []).map(({ address }) => address))
    : [host];
  return ['127.0.0.1', 'localhost', '[::1]', ...own.map(inUrl)];
}

/** An address as it stands in a URL. */
export function inUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host.toLowerCase();
}

function checkHost({ rawHeaders, headers }: IncomingMessage, hosts: ReadonlySet<string>): HttpRefusal | null {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) if (isHost(rawHeaders[index] ?? '')) count += 1;
  if (count === 1 && headers.host !== undefined && hosts.has(headers.host)) return null;
  return refuse(403, 'forbidden_host', 'This server is not called by that name. Use its address as `millrace serve` printed it');
}

function isHost(name: string): boolean {
  return name.length === 4 && name.toLowerCase() === 'host';
}

function checkOrigin({ headers }: IncomingMessage, origins: ReadonlySet<string>): HttpRefusal | null {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  const isOwnOrigin = origin === undefined || origins.has(origin);
  const isOwnSite = site === undefined || site === 'same-origin' || site === 'none';
  return isOwnOrigin && isOwnSite ? null : refuse(403, 'forbidden_origin', 'Pages of other origins may not use this server');
}

const unauthorized = refuse(401, 'unauthorized', 'A valid bearer token is needed: Authorization: Bearer <token>', {
  'www-authenticate': 'Bearer realm="millrace"',
});

function isRight(authorization: string | undefined, secret: Buffer): boolean {
  if (authorization === undefined || authorization.length > 1000 || !/^bearer /i.test(authorization)) return false;
  const given = Buffer.from(authorization.slice('Bearer '.length));
  // The length is no secret.
  return given.byteLength === secret.byteLength && timingSafeEqual(given, secret);
}
