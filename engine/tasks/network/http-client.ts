// One HTTP client per attempt of a task: every connection it opens is checked and pinned, none of them outlives the attempt.
import type { Readable } from 'node:stream';
import type { buildConnector, Dispatcher } from 'undici';
import type { NetworkPolicy } from '../execution.ts';
import type { RequestBody } from './body-bytes.ts';
import { connectionFailure } from './connection-failure.ts';
import { type Resolve, resolveAllowed, resolveBySystem, type Target } from './guard.ts';
import { withoutInheritedNames } from './header-filter.ts';
import { pinnedLookup } from './pinned-lookup.ts';
import type { RequestHeaders } from './request-headers.ts';
import { parseResponseHeaders, type ResponseHeaders } from './response-headers.ts';

export type HttpCall = {
  readonly method: string;
  readonly url: URL;
  readonly headers: RequestHeaders;
  readonly body: RequestBody | null;
};

export type HttpResponse = {
  readonly call: HttpCall;
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** As sent: not decoded yet. */
  readonly body: Readable & { readonly dump: (options: { readonly limit: number }) => Promise<void> };
};

export type HttpClient = {
  /** One exchange, without redirects. Rejects with a `TaskFailure` for whatever a network can do. */
  readonly send: (call: HttpCall) => Promise<HttpResponse>;
  /** Closes every connection at once; what is under way fails with `reason`. */
  readonly destroy: (reason: Error) => void;
};

/** How names become addresses, and whom TLS trusts (PEM) instead of the usual authorities. */
export type Outside = { readonly resolve: Resolve; readonly certificates?: string };

export const systemOutside: Outside = { resolve: resolveBySystem };

const connectTimeoutMs = 30_000;

export async function createHttpClient(policy: NetworkPolicy, outside: Outside): Promise<HttpClient> {
  const undici = await import('undici');
  const closing = new AbortController();
  const agent = new undici.Agent({ connect: createConnector(undici.buildConnector, policy, outside, closing.signal) });
  const dispatcher = agent.compose(withoutInheritedNames);
  const send = async (call: HttpCall): Promise<HttpResponse> => {
    try {
      const { statusCode, headers, body } = await dispatcher.request({
        origin: call.url.origin,
        path: `${call.url.pathname}${call.url.search}`,
        method: call.method as Dispatcher.HttpMethod,
        headers: flatten(call),
        body: (await call.body?.open()) ?? null,
        signal: closing.signal,
      });
      // A connection may break while nobody reads: the reader gets the error when its turn comes.
      body.on('error', () => {});
      return { call, status: statusCode, headers: parseResponseHeaders(headers), body };
    } catch (error) {
      throw connectionFailure(error, targetOf(call.url));
    }
  };
  const destroy = (reason: Error) => {
    closing.abort(reason);
    void agent.destroy(reason);
  };
  return { send, destroy };
}

export function targetOf(url: URL): Target {
  return { host: url.hostname, port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80) };
}

function createConnector(
  build: typeof buildConnector,
  policy: NetworkPolicy,
  outside: Outside,
  signal: AbortSignal,
): buildConnector.connector {
  return (options, callback) => {
    const target = { host: options.hostname, port: Number(options.port) || (options.protocol === 'https:' ? 443 : 80) };
    resolveAllowed(target, policy, outside.resolve).then(
      (addresses) => {
        const connect = build({
          port: target.port,
          lookup: pinnedLookup(addresses),
          autoSelectFamily: true,
          timeout: connectTimeoutMs,
          signal,
          ...(outside.certificates === undefined ? {} : { ca: outside.certificates }),
        });
        connect(options, callback);
      },
      (error: Error) => callback(error, null),
    );
  };
}

function flatten({ headers, body }: HttpCall): string[] {
  const flat = [...headers].flatMap(([name, values]) => values.flatMap((value) => [name, value]));
  if (body !== null && !headers.has('content-type')) flat.push('content-type', body.contentType);
  if (body !== null) flat.push('content-length', String(body.sizeBytes));
  return flat;
}
