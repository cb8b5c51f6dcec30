import { userFailure } from '../../workflow/failure.ts';
import { TaskFailure } from '../execution.ts';
import { headerNameProblem } from './header-names.ts';
import type { Auth, HeaderParameters } from './parameters.ts';

/** Values by lower-case name. */
export type RequestHeaders = ReadonlyMap<string, readonly string[]>;

/** What another origin may see after a redirect or a link: any other field may carry a credential. */
const harmlessNames = new Set(['accept', 'accept-encoding', 'accept-language', 'content-type', 'user-agent']);

const defaults: HeaderParameters = { accept: '*/*', 'accept-encoding': 'gzip, deflate, br', 'user-agent': 'millrace' };

/** The fields to send. Throws a `TaskFailure` with code `bad_header` for what would break the request apart. */
export function buildHeaders(given: HeaderParameters, auth: Auth | undefined): RequestHeaders {
  const headers = new Map<string, readonly string[]>();
  for (const [name, value] of [...Object.entries(defaults), ...Object.entries(given)]) {
    const values = (Array.isArray(value) ? value : [value]).filter((entry) => entry !== null).map(String);
    if (values.length === 0) continue;
    for (const text of values) checkField(name, text);
    headers.set(name.toLowerCase(), values);
  }
  if (auth !== undefined) {
    const { name, value } = authHeader(auth);
    checkField(name, value);
    headers.set(name.toLowerCase(), [value]);
  }
  return headers;
}

export function withoutCredentials(headers: RequestHeaders): RequestHeaders {
  return new Map([...headers].filter(([name]) => harmlessNames.has(name)));
}

function authHeader(auth: Auth): { readonly name: string; readonly value: string } {
  if (auth.type === 'header') return auth;
  if (auth.type === 'bearer') return { name: 'authorization', value: `Bearer ${auth.token}` };
  if (auth.username.includes(':')) throw badHeader('The user name of basic authentication holds a colon. Use another user name.');
  return { name: 'authorization', value: `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}` };
}

/** Values are not repeated in messages: they may be secrets. */
function checkField(name: string, value: string): void {
  const problem = headerNameProblem(name);
  if (problem !== null) throw badHeader(problem);
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
    throw badHeader(
      `The value of the header ${name} holds a line break or a character that headers cannot carry. Remove it, or encode it.`,
    );
  }
}

function badHeader(message: string): TaskFailure {
  return new TaskFailure(userFailure('bad_header', message));
}
