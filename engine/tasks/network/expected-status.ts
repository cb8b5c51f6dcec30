import { STATUS_CODES } from 'node:http';
import { type Failure, transientFailure, userFailure } from '../../workflow/failure.ts';
import { TaskFailure } from '../execution.ts';
import type { HttpResponse } from './http-client.ts';
import { readBeginning } from './response-body.ts';
import { headerText, type ResponseHeaders } from './response-headers.ts';
import { toExcerpt } from './response-value.ts';

/** 204, "2xx", "200-299", or a list of these. */
export type ExpectedStatus = number | string | readonly (number | string)[];

const excerptBytes = 4096;
const shownHeaders = ['content-type', 'retry-after', 'www-authenticate', 'x-request-id', 'date'];

function isExpected(status: number, expected: ExpectedStatus): boolean {
  if (typeof expected === 'number') return status === expected;
  if (typeof expected !== 'string') return expected.some((entry) => isExpected(status, entry));
  const range = /^(\d{3})-(\d{3})$/.exec(expected);
  if (range) return status >= Number(range[1]) && status <= Number(range[2]);
  return /^\dxx$/i.test(expected) ? Math.floor(status / 100) === Number(expected[0]) : status === Number(expected);
}

/** Throws `http_status` unless the status is expected; the failure carries the beginning of what the server said. */
export async function checkStatus(response: HttpResponse, expected: ExpectedStatus, now: number): Promise<void> {
  if (isExpected(response.status, expected)) return;
  const excerpt = await readBeginning(response, excerptBytes).catch(() => Buffer.alloc(0));
  throw new TaskFailure(statusFailure(response, toExcerpt(excerpt, response.headers), now));
}

function statusFailure({ call, status, headers }: HttpResponse, body: string | null, now: number): Failure {
  const retryAfterMs = parseRetryAfter(headerText(headers, 'retry-after'), now);
  const phrase = STATUS_CODES[status] ?? '';
  const details = {
    httpStatus: status,
    host: call.url.hostname,
    headers: selectHeaders(headers),
    ...(body === null ? {} : { body }),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  };
  // Without the path: that of a webhook is a secret.
  const message = `${call.method} to ${call.url.host} was answered with ${status} ${phrase}`.trimEnd();
  if (isTransient(status)) return transientFailure('http_status', `${message}. Try again later.`, details);
  return userFailure('http_status', `${message}. ${remedy(status)}`, details);
}

function isTransient(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

function remedy(status: number): string {
  if (status === 401 || status === 403) return 'Check auth and what its account may do.';
  if (status === 404 || status === 410) return `Check the address, or list ${status} in expectStatus.`;
  if (status >= 300 && status < 400) return 'Follow redirects, or list this status in expectStatus.';
  return `Check what is sent, or list ${status} in expectStatus.`;
}

function selectHeaders(headers: ResponseHeaders): { readonly [name: string]: string } {
  const entries = shownHeaders.map((name) => [name, headerText(headers, name)?.slice(0, 500)] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

/** Seconds or a date (RFC 9110, 10.2.3), as milliseconds from now; null when absent or not understood. */
export function parseRetryAfter(text: string | null, now: number): number | null {
  if (text === null) return null;
  if (/^\s*\d{1,9}\s*$/.test(text)) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
