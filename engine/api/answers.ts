// How answers look: every one of them carries the headers that keep browsers from making something else of it.
import type { ServerResponse } from 'node:http';
import { ORPCError } from '@orpc/server';
import type { HttpRefusal } from './http-refusal.ts';

const safety = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
};
const nothingAllowed = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

export const dataHeaders = { ...safety, 'cache-control': 'no-store', 'content-security-policy': nothingAllowed };

/** For pages, which say themselves what they load. */
export function pageHeaders(policy: string, cacheControl = 'no-cache') {
  return { ...safety, 'cache-control': cacheControl, 'content-security-policy': policy };
}

type Headers = { readonly [name: string]: string | number };

export function answerJson(response: ServerResponse, status: number, value: unknown, headers: Headers = {}): void {
  const text = JSON.stringify(value);
  response.writeHead(status, {
    ...dataHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

/** A request whose body was not read cannot be followed by another one on its connection. */
export function answerRefusal(response: ServerResponse, { status, code, message, headers = {} }: HttpRefusal): void {
  const closing = response.req.complete ? {} : { connection: 'close' };
  answerJson(response, status, { defined: true, code, status, message }, { ...headers, ...closing });
}

/** Whether it was an answer; what is not is a bug, of which the caller is told nothing. */
export function answerError(response: ServerResponse, thrown: unknown): boolean {
  if (thrown instanceof ORPCError && thrown.status < 500) {
    answerJson(response, thrown.status, thrown.toJSON());
    return true;
  }
  if (thrown instanceof ORPCError && thrown.code === 'engine_unavailable') {
    answerJson(response, thrown.status, thrown.toJSON(), { 'retry-after': '1' });
    return true;
  }
  const message = 'Millrace itself failed. Its log says more';
  answerJson(response, 500, { defined: false, code: 'internal_error', status: 500, message });
  return false;
}
