import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

export type Received = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};

export type Answer = {
  readonly status?: number;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Uint8Array;
};

export type TestServer = { readonly origin: string; readonly port: number; readonly received: Received[]; readonly server: Server };

/** A real server on 127.0.0.1 that answers each request as told and remembers it; it ends with the test. */
export async function startServer(answer: (request: Received) => Answer): Promise<TestServer> {
  const received: Received[] = [];
  const started = await startRawServer(async (request, response) => {
    const entry = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: await buffer(request) };
    received.push(entry);
    const { status = 200, headers = {}, body = '' } = answer(entry);
    response.writeHead(status, headers).end(body);
  });
  return { ...started, received };
}

/** The same with a handler that writes by itself. */
export async function startRawServer(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ readonly origin: string; readonly port: number; readonly server: Server }> {
  const server = createServer(handler);
  await listen(server);
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port, server };
}

/** Listens on a free port of 127.0.0.1 until the test has ended. */
export async function listen(server: import('node:net').Server): Promise<number> {
  const sockets = new Set<import('node:net').Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

export function json(value: unknown, more: Answer = {}): Answer {
  return { ...more, headers: { 'content-type': 'application/json', ...more.headers }, body: JSON.stringify(value) };
}
