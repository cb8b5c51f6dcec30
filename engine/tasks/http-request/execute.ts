import { parseDuration } from '../../workflow/duration.ts';
import { userFailure } from '../../workflow/failure.ts';
import type { Json } from '../../workflow/json.ts';
import { failed, type Outcome, succeeded, type TaskContext, TaskFailure, type TaskType } from '../execution.ts';
import { withDeadline } from '../network/deadline.ts';
import { checkStatus, type ExpectedStatus } from '../network/expected-status.ts';
import {
  createHttpClient,
  type HttpCall,
  type HttpClient,
  type HttpResponse,
  type Outside,
  systemOutside,
} from '../network/http-client.ts';
import { movedCall, type RedirectRule, sendFollowing } from '../network/redirects.ts';
import { encodeBody } from '../network/request-body.ts';
import { buildHeaders } from '../network/request-headers.ts';
import { parseUrl, withQuery } from '../network/request-url.ts';
import { readBytes, readDecoded } from '../network/response-body.ts';
import { toValue } from '../network/response-value.ts';
import { valueAt } from './json-path.ts';
import { type HttpRequestParameters, httpRequestManifest } from './manifest.ts';
import { firstPage, isSamePage, nextPage, type PageRequest } from './next-page.ts';
import type { Paginate } from './pagination.ts';
import { saveStream } from './save-to.ts';

const megabyte = 1024 * 1024;
const defaultMaxBytes = 50 * megabyte;
const defaultMaxFileBytes = 10 * 1024 * megabyte;

export const httpRequest = createHttpRequest(systemOutside);

/** The task type, on the system's own resolver or on another one. */
export function createHttpRequest(outside: Outside): TaskType<HttpRequestParameters> {
  return {
    manifest: httpRequestManifest,
    execute: async (parameters, context) => {
      const client = await createHttpClient(context.network, outside);
      try {
        return await run({ parameters, context, client });
      } catch (error) {
        if (error instanceof TaskFailure) return failed(error.failure);
        throw error;
      } finally {
        client.destroy(new Error('The task has ended.'));
      }
    },
  };
}

type Attempt = { readonly parameters: HttpRequestParameters; readonly context: TaskContext; readonly client: HttpClient };

async function run(attempt: Attempt): Promise<Outcome> {
  const { parameters } = attempt;
  const request: PageRequest = { url: withQuery(parseUrl(parameters.url), parameters.query ?? {}), body: parameters.body };
  if (parameters.paginate !== undefined) return await runPages(attempt, parameters.paginate, request);
  return await exchange(attempt, await createCall(attempt, request), async (response) => {
    return succeeded({ status: response.status, headers: response.headers, body: await readBody(attempt, response) });
  });
}

async function createCall({ parameters, context }: Attempt, request: PageRequest): Promise<HttpCall> {
  const headers = buildHeaders(parameters.headers ?? {}, parameters.auth);
  return { method: parameters.method, url: request.url, headers, body: await encodeBody(request.body, parameters.bodyType, context.files) };
}

/** Sends, checks the status, and lets `read` take the answer, all within the timeout of one request. */
async function exchange<T>(attempt: Attempt, call: HttpCall, read: (response: HttpResponse) => Promise<T>): Promise<T> {
  const { parameters, context, client } = attempt;
  const rule: RedirectRule = parameters.redirect ?? { follow: true, max: 10 };
  const expected: ExpectedStatus = parameters.expectStatus ?? (rule.follow ? '2xx' : ['2xx', '3xx']);
  const timeoutMs = parameters.timeout === undefined ? null : parseDuration(parameters.timeout);
  return await withDeadline({ signal: context.signal, timeoutMs, host: call.url.host, stop: client.destroy }, async () => {
    const response = await sendFollowing(client, call, rule);
    await checkStatus(response, expected, context.now());
    return await read(response);
  });
}

async function readBody({ parameters, context }: Attempt, response: HttpResponse): Promise<Json> {
  const { saveTo, responseAs, maxBytes } = parameters;
  if (saveTo !== undefined) return await saveStream(readDecoded(response, maxBytes ?? defaultMaxFileBytes), saveTo, context);
  const bytes = await readBytes(response, maxBytes ?? defaultMaxBytes);
  return toValue(bytes, response.headers, responseAs, response.call.url.host);
}

/** One request after the other. The whole list obeys `maxBytes`, so that many pages cannot do what one large answer may not. */
async function runPages(attempt: Attempt, paginate: Paginate, start: PageRequest): Promise<Outcome> {
  const items: Json[] = [];
  let request = firstPage(paginate, start);
  let call = await createCall(attempt, request);
  let bytesLeft = attempt.parameters.maxBytes ?? defaultMaxBytes;
  for (let index = 0; ; index += 1) {
    const page = await exchange(attempt, call, async (response) => {
      const bytes = await readBytes(response, bytesLeft);
      bytesLeft -= bytes.byteLength;
      return { response, value: toValue(bytes, response.headers, 'json', response.call.url.host) };
    });
    const pageItems = itemsOf(page.value, paginate.items, call.url.host);
    for (const item of pageItems) items.push(item);
    const { status, headers, call: answered } = page.response;
    const next = nextPage(paginate, request, { url: answered.url, headers, value: page.value, itemCount: pageItems.length }, index);
    const isLast = next === null || isSamePage(next, request);
    if (isLast || index + 1 >= paginate.maxPages) {
      if (!isLast) logCut(attempt.context, paginate.maxPages, items.length);
      return succeeded({ status, headers, body: items, pages: index + 1, complete: isLast });
    }
    call = await nextCall(attempt, call, next);
    request = next;
  }
}

/** Credentials stay with the origin that they were given for. */
async function nextCall({ parameters, context }: Attempt, call: HttpCall, next: PageRequest): Promise<HttpCall> {
  return { ...movedCall(call, next.url), body: await encodeBody(next.body, parameters.bodyType, context.files) };
}

function itemsOf(value: Json, path: string | undefined, host: string): readonly Json[] {
  const items = valueAt(value, path);
  if (Array.isArray(items)) return items;
  const place = path === undefined ? 'The answer' : `${JSON.stringify(path)} in the answer`;
  const message = `${place} of ${host} is no list. Let paginate.items say where the list is.`;
  throw new TaskFailure(userFailure('page_without_items', message, { host, ...(path === undefined ? {} : { path }) }));
}

function logCut(context: TaskContext, maxPages: number, count: number): void {
  context.log('warn', `There are more pages than the ${maxPages} that paginate.maxPages allows: the list ends after ${count} items.`);
}
