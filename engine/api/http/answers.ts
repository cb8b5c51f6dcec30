// How answers look.
import type { ServerResponse } from 'node:http';
import { ORPCError } from '@orpc/server';
import { dataHeaders } from './answer-headers.ts';
import type { HttpRefusal } from './http-refusal.ts';

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
