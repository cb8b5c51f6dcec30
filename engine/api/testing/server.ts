// A real server with a real engine in a temporary data directory, and HTTP without a client that tidies requests up.
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Workflow } from '../../workflow/schema.ts';
import type { Pages } from '../http/pages.ts';
import { createServerLog } from '../http/server-log.ts';
import { type RunningServer, startServer } from '../start-server.ts';

export const token = 'a-token-for-tests-0123456789';

export type Answer = {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
  // Tests look into answers freely; what is not there fails them.
  // biome-ignore lint/suspicious/noExplicitAny: the shape of an answer is what is tested.
  readonly body: any;
};

export type Send = {
  readonly body?: unknown;
  /** Instead of `body`: as it is. */
  readonly raw?: string | Uint8Array;
  /** null: none. */
  readonly token?: string | null;
  readonly headers?: { readonly [name: string]: string | string[] };
};

export type TestServer = {
  readonly url: () => string;
  readonly port: () => number;
  readonly dataDir: () => string;
  readonly logged: readonly string[];
  readonly send: (method: string, path: string, options?: Send) => Promise<Answer>;
  readonly save: (workflow: Workflow) => Promise<void>;
  /** Starts a run and gives its id. */
  readonly start: (workflow: string, inputs?: { readonly [name: string]: unknown }) => Promise<string>;
  /** Waits for the end of a run and gives it. */
  readonly finish: (run: string) => Promise<Answer['body']>;
  readonly restart: () => Promise<void>;
};

export function useServer(options: { readonly pages?: Pages; readonly templates?: string } = {}): TestServer {
  const logged: string[] = [];
  const agent = new Agent({ keepAlive: true });
  let dataDir = '';
  let server: RunningServer;
  const start = async () => {
    const log = createServerLog((line) => logged.push(line), Date.now);
    const pages = options.pages ?? { files: new Map() };
    const templates = options.templates === undefined ? {} : { templates: options.templates };
    const started = await startServer({ host: '127.0.0.1', port: 0, token, log, pages, ...templates, dataDir, now: Date.now });
    if (!started.ok) throw new Error(started.failure.message);
    server = started.value;
  };
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'millrace-api-'));
    await start();
  });
  afterAll(async () => {
    agent.destroy();
    await server.stop(1000);
    await rm(dataDir, { recursive: true, force: true });
  });
  const port = () => Number(new URL(server.url).port);
  const sendTo = (method: string, path: string, sent: Send = {}) => send({ method, path, port: port(), agent, ...sent });
  return {
    url: () => server.url,
    port,
    dataDir: () => dataDir,
    logged,
    send: sendTo,
    save: async (workflow) => {
      const { status, text } = await sendTo('PUT', `/api/workflows/${workflow.id}`, { body: workflow, headers: { 'if-match': '*' } });
      if (status !== 200) throw new Error(text);
    },
    start: async (workflow, inputs = {}) => {
      const { status, body, text } = await sendTo('POST', '/api/runs', { body: { workflow, inputs } });
      if (status !== 201) throw new Error(text);
      return body.id;
    },
    finish: async (run) => {
      await sendTo('GET', `/api/runs/${run}/events`);
      return (await sendTo('GET', `/api/runs/${run}`)).body;
    },
    restart: async () => {
      await server.stop(1000);
      await start();
    },
  };
}

type Request = Send & { readonly method: string; readonly path: string; readonly port: number; readonly agent: Agent };

function send({ method, path, port, agent, body, raw, token: shown = token, headers = {} }: Request): Promise<Answer> {
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        method,
        path,
        port,
        host: '127.0.0.1',
        agent,
        headers: {
          ...(shown === null ? {} : { authorization: `Bearer ${shown}` }),
          ...(content === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) }),
          ...headers,
        },
      },
      (incoming) => collect(incoming).then(resolve, reject),
    );
    outgoing.on('error', reject);
    outgoing.end(content);
  });
}

async function collect(incoming: IncomingMessage): Promise<Answer> {
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
  const isJson = text !== '' && incoming.headers['content-type']?.startsWith('application/json') === true;
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, text, body: isJson ? JSON.parse(text) : undefined };
}
