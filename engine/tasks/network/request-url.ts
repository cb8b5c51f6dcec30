import { userFailure } from '../../workflow/failure.ts';
import { TaskFailure } from '../execution.ts';
import type { Scalar } from './parameters.ts';

export type QueryParameters = { readonly [name: string]: Scalar | readonly Scalar[] };

/** Parses an address, relative to `base` if one is given. Throws a `TaskFailure` with code `bad_url`; messages never repeat the text, which
 * may be a secret. */
export function parseUrl(text: string, base?: URL): URL {
  let url: URL;
  try {
    url = new URL(text.trim(), base);
  } catch {
    const where = base === undefined ? 'The address' : `An address that ${base.host} gave`;
    throw badUrl(`${where} is not valid. Addresses look like https://example.test/path.`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw badUrl(`Addresses that start with ${url.protocol} are not supported. Use http:// or https://.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw badUrl(`The address of ${url.host} holds a user name or a password. Put them into auth, from secrets.`);
  }
  if (url.port === '0') throw badUrl(`The address of ${url.hostname} names port 0, where nothing can listen. Use another port.`);
  url.hash = '';
  return url;
}

/** The address with these query parameters: each replaces those of the same name, a list is repeated, null is left out. */
export function withQuery(url: URL, query: QueryParameters): URL {
  const names = new Set(Object.keys(query));
  if (names.size === 0) return url;
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !names.has(nameOf(pair)));
  const added = Object.entries(query).flatMap(([name, value]) => encodeParameter(name, value));
  const result = new URL(url);
  result.search = [...kept, ...added].join('&');
  return result;
}

function encodeParameter(name: string, value: Scalar | readonly Scalar[]): readonly string[] {
  const values = Array.isArray(value) ? value : [value];
  return values
    .filter((entry) => entry !== null)
    .map((entry) => new URLSearchParams([[name, String(entry)]]).toString().replaceAll('+', '%20'));
}

function nameOf(pair: string): string {
  return [...new URLSearchParams(pair).keys()][0] ?? '';
}

function badUrl(message: string): TaskFailure {
  return new TaskFailure(userFailure('bad_url', message));
}
