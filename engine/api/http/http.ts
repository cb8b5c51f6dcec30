// The API over HTTP. The order of a request: its place (Host, Origin), its route, the caller's right to that route, its body, the procedure.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventSource } from '../events/event-source.ts';
import { StreamWriter } from '../events/stream-writer.ts';
import type { Api, CallContext, MessageStream } from '../procedures/context.ts';
import { dataHeaders } from './answer-headers.ts';
import { answerError, answerJson, answerRefusal } from './answers.ts';
import { apiPrefix } from './api-prefix.ts';
import { type HttpRefusal, refuse } from './http-refusal.ts';
import { answerPage, type Pages } from './pages.ts';
import { createRequestGuard, type RequestGuard } from './request-guard.ts';
import { readInput } from './request-input.ts';
import { matchRoute, type Route } from './route-table.ts';
import type { ServerLog } from './server-log.ts';

export type HttpOptions = {
  /** An address of this machine. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly token: string;
  readonly log: ServerLog;
  readonly pages: Pages;
};

export type ApiServer = {
  readonly port: number;
  /** Requests before this are told to come again. */
  readonly open: (api: Api) => void;
  /** Takes no more requests, ends streams, and gives requests that go on `graceMs` to end. */
  readonly close: (graceMs: number) => Promise<void>;
};

const maxStreams = 1024;
const maxConnections = 4096;

export type ApiDoor = {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Requests before this are told to come again. */
  readonly open: (api: Api) => void;
};

/** The API for requests that come in another way than over a port. */
export function createDoor({ token, log }: Pick<HttpOptions, 'token' | 'log'>): ApiDoor {
  const guard = createRequestGuard({ host: 'localhost', port: 80, token });
  const host = new HttpHost({ log, pages: { files: new Map() } }, guard);
  return {
    handle: (request, response) => void host.handle(request, response),
    open: (api) => {
      host.api = api;
    },
  };
}

/** Listens. Rejects with the system's error when it cannot. */
export async function startHttp(options: HttpOptions): Promise<ApiServer> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 10_000 });
  server.maxConnections = maxConnections;
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const host = new HttpHost(options, createRequestGuard({ ...options, port }));
  const handle = (request: IncomingMessage, response: ServerResponse) => void host.handle(request, response);
  server.on('request', handle);
  // Whoever asks before sending a body is answered like everybody else, and told to go on only when the body is wanted.
  server.on('checkContinue', handle);
  return {
    port,
    open: (api) => {
      host.api = api;
    },
    close: (graceMs) => {
      host.api?.feed.close('the server stops');
      return closeServer(server, graceMs);
    },
  };
}

function listen(server: Server, { host, port }: HttpOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

class HttpHost {
  readonly #options: Pick<HttpOptions, 'log' | 'pages'>;
  readonly #guard: RequestGuard;
  readonly #streams = new StreamWriter();
  api: Api | null = null;

  constructor(options: Pick<HttpOptions, 'log' | 'pages'>, guard: RequestGuard) {
    this.#options = options;
    this.#guard = guard;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A client that goes away is no error of ours.
    request.on('error', () => undefined);
    try {
      const refusal = await this.#dispatch(request, response);
      if (refusal) this.#refuse(request, response, refusal);
    } catch (thrown) {
      this.#fail(request, response, thrown);
    }
  }

  async #dispatch(request: IncomingMessage, response: ServerResponse): Promise<HttpRefusal | null> {
    const { method = '', url = '' } = request;
    const misplaced = this.#guard.checkPlace(request);
    if (misplaced) return misplaced;
    const question = url.indexOf('?');
    const path = question < 0 ? url : url.slice(0, question);
    if (answerPage(this.#options.pages, { method, path, response, isHealthy: this.api?.engine.fault() === null })) return null;
    // Who may not know what is behind a path does not learn whether anything is.
    const stranger = this.#guard.checkToken(request);
    if (stranger) return stranger;
    if (method === 'GET' && path === `${apiPrefix}/openapi.json`) return await answerOpenApi(response);
    const match = matchRoute(method, path);
    if (match.type === 'none')
      return refuse(404, 'not_found', `There is no ${path.slice(0, 200)}. All routes: GET ${apiPrefix}/openapi.json`);
    if (match.type === 'wrong method') {
      return refuse(405, 'method_not_allowed', `This route takes ${match.allowed.join(', ')}`, { allow: match.allowed.join(', ') });
    }
    if (!this.api) return refuse(503, 'engine_unavailable', 'The engine is starting', { 'retry-after': '1' });
    const input = await readInput({ request, response }, { ...match, query: question < 0 ? '' : url.slice(question + 1) });
    if (!input.ok) return input.failure;
    const lastEventId = request.headers['last-event-id'];
    const output = await match.route.call(input.value, {
      context: this.#contextFor(this.api),
      ...(typeof lastEventId === 'string' ? { lastEventId } : {}),
    });
    return this.#answer(response, match.route, output);
  }

  /** The token was right. Streams are handed over as they are: this transport writes them itself. */
  #contextFor(api: Api): CallContext {
    return { api, caller: 'token', deliver: (source) => source as unknown as MessageStream };
  }

  #answer(response: ServerResponse, { successStatus, meta }: Route, output: unknown): HttpRefusal | null {
    if (output instanceof EventSource) return this.#stream(response, output);
    if (output instanceof Blob) void answerBlob(response, output);
    else answerJson(response, successStatus, output, meta.etag === undefined ? {} : etagOf(output, meta.etag));
    return null;
  }

  #stream(response: ServerResponse, source: EventSource): HttpRefusal | null {
    if (this.#streams.size >= maxStreams) {
      source.close();
      return refuse(503, 'too_many_streams', `There are ${maxStreams} event streams already; close one of them`, { 'retry-after': '5' });
    }
    // The stream ends with its connection: without chunks, what is written is what all readers share.
    response.removeHeader('transfer-encoding');
    response.writeHead(200, { ...dataHeaders, 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
    response.flushHeaders();
    this.#streams.write(source, response);
    return null;
  }

  #refuse({ method, url = '' }: IncomingMessage, response: ServerResponse, refusal: HttpRefusal): void {
    const { status, code } = refusal;
    this.#options.log.some('warn', 'request refused', { method, path: url.slice(0, 200), status, code });
    answerRefusal(response, refusal);
  }

  #fail({ method, url = '' }: IncomingMessage, response: ServerResponse, thrown: unknown): void {
    if (response.destroyed || response.headersSent) {
      response.destroy();
      return;
    }
    if (answerError(response, thrown)) return;
    const error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    this.#options.log.always('error', 'request failed', { method, path: url.slice(0, 200), error });
  }
}

function etagOf(output: unknown, field: string): { readonly etag: string } {
  return { etag: `"${(output as { readonly [field: string]: unknown })[field]}"` };
}

async function answerBlob(response: ServerResponse, blob: Blob): Promise<void> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  response.writeHead(200, { ...dataHeaders, 'content-type': blob.type, 'content-length': bytes.byteLength });
  response.end(bytes);
}

async function answerOpenApi(response: ServerResponse): Promise<null> {
  const { openApiDocument } = await import('./openapi.ts');
  answerJson(response, 200, await openApiDocument());
  return null;
}
