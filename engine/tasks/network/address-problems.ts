// What is wrong with an address or a header for certain, before anything is sent. Pure: no URL parser; the run has the last word.
import type { ParameterProblem } from '../../workflow/catalog.ts';
import { hasExpression } from '../../workflow/expression/template.ts';
import { isJsonObject, type JsonObject } from '../../workflow/json.ts';
import { literalText, ownParameter } from '../parameter-problems.ts';
import { headerNameProblem } from './header-names.ts';

/** Problems of `url`, `headers` and `auth` of a request. Messages never repeat the address, which may be a secret. */
export function requestProblems(parameters: JsonObject): readonly ParameterProblem[] {
  return [...addressProblems(parameters), ...headerProblems(parameters), ...authProblems(parameters)];
}

function addressProblems(parameters: JsonObject): readonly ParameterProblem[] {
  const url = ownParameter(parameters, 'url');
  if (typeof url !== 'string' || url.trim() === '') return [];
  const message = addressMessage(url);
  return message === null ? [] : [{ path: ['url'], message }];
}

function addressMessage(url: string): string | null {
  // An expression at the start may give all of it, and parsers of addresses drop line breaks.
  if (/^\s*\{\{/.test(url) || /[\t\r\n]/.test(url.trim())) return null;
  const start = url.slice(0, hasExpression(url) ? url.indexOf('{{') : url.length).trimStart();
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(start)?.[0].toLowerCase();
  if (scheme === undefined) {
    const mayContinue = hasExpression(url) && /^[a-z][a-z0-9+.-]*$/i.test(start);
    return mayContinue ? null : 'The address has no scheme. Addresses look like https://example.test/path.';
  }
  if (scheme !== 'http:' && scheme !== 'https:') return `Addresses that start with ${scheme} are not supported. Use http:// or https://.`;
  const authority = /^https?:[\\/]*([^\\/?#]*)/i.exec(start)?.[1] ?? '';
  if (authority.includes('@')) return 'The address holds a user name or a password. Put them into auth, from secrets.';
  return null;
}

function headerProblems(parameters: JsonObject): readonly ParameterProblem[] {
  const headers = ownParameter(parameters, 'headers');
  if (!isJsonObject(headers)) return [];
  return Object.entries(headers).flatMap(([name, value]) => {
    const message = value === null ? null : headerNameProblem(name);
    return message === null ? [] : [{ path: ['headers', name], message }];
  });
}

function authProblems(parameters: JsonObject): readonly ParameterProblem[] {
  const auth = ownParameter(parameters, 'auth');
  if (!isJsonObject(auth)) return [];
  const username = auth.type === 'basic' ? literalText(ownParameter(auth, 'username')) : null;
  if (username?.includes(':')) {
    return [{ path: ['auth', 'username'], message: 'The user name of basic authentication holds a colon. Use another user name.' }];
  }
  const name = auth.type === 'header' ? literalText(ownParameter(auth, 'name')) : null;
  const message = name === null ? null : headerNameProblem(name);
  return message === null ? [] : [{ path: ['auth', 'name'], message }];
}
