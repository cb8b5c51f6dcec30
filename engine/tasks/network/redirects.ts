import { userFailure } from '../../workflow/failure.ts';
import { TaskFailure } from '../execution.ts';
import type { HttpCall, HttpClient, HttpResponse } from './http-client.ts';
import { withoutCredentials } from './request-headers.ts';
import { parseUrl } from './request-url.ts';
import { headerText } from './response-headers.ts';

export type RedirectRule = { readonly follow: boolean; readonly max: number };

const redirectStatuses = new Set([301, 302, 303, 307, 308]);

/** As much of a redirect's own body as is read to keep its connection. */
const drainedBytes = 64 * 1024;

/** Sends, and follows redirects by hand: every hop is a call of its own, whose address is checked again. */
export async function sendFollowing(client: HttpClient, first: HttpCall, rule: RedirectRule): Promise<HttpResponse> {
  let call = first;
  for (let hops = 0; ; hops += 1) {
    const response = await client.send(call);
    const next = rule.follow ? redirectedCall(call, response) : null;
    if (next === null) return response;
    await response.body.dump({ limit: drainedBytes });
    if (hops >= rule.max) throw tooManyRedirects(first, rule.max);
    call = next;
  }
}

/** The call that an answer asks for; null when it asks for none. 303 turns into GET, and so do 301 and 302 after POST, as browsers do. */
function redirectedCall(call: HttpCall, response: HttpResponse): HttpCall | null {
  const location = headerText(response.headers, 'location');
  if (!redirectStatuses.has(response.status) || location === null) return null;
  const moved = movedCall(call, parseUrl(location, call.url));
  const becomesGet =
    (response.status === 303 && call.method !== 'GET' && call.method !== 'HEAD') ||
    ((response.status === 301 || response.status === 302) && call.method === 'POST');
  if (!becomesGet) return moved;
  const headers = new Map([...moved.headers].filter(([name]) => !name.startsWith('content-')));
  return { method: 'GET', url: moved.url, headers, body: null };
}

/** The same call elsewhere. On another origin it carries no credentials any more, not even when it is led back. */
export function movedCall(call: HttpCall, url: URL): HttpCall {
  return { ...call, url, headers: url.origin === call.url.origin ? call.headers : withoutCredentials(call.headers) };
}

function tooManyRedirects({ url }: HttpCall, max: number): TaskFailure {
  const message = `${url.host} led on more than ${max} times. Check the address for a loop, or raise redirect.max.`;
  return new TaskFailure(userFailure('too_many_redirects', message, { host: url.hostname, max }));
}
