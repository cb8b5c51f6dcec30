import { createServer as createTlsServer } from 'node:https';
import { createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Address } from '../network/guard.ts';
import { createCertificate } from '../network/testing/certificate.ts';
import { listen, startRawServer, startServer } from '../network/testing/http-server.ts';
import { failureOf, outputOf, runRequest } from './testing/run.ts';

const loopback: Address = { address: '127.0.0.1', family: 4 };

describe('where http.request connects to', () => {
  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://[fe80::1]/',
    'http://0.0.0.0/',
    'http://0/',
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'http://0251.0376.0251.0376/',
    'http://[::ffff:169.254.169.254]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://100.100.100.200/',
    'http://[fd00:ec2::254]/',
    'http://224.0.0.1/',
  ])('is never %s', async (url) => {
    expect(await failureOf({ url })).toMatchObject({ code: 'address_blocked', kind: 'user' });
  });

  it('is no private address where these are denied', async () => {
    const { origin, port, received } = await startServer(() => ({}));
    const overrides = { network: { allowedHosts: null, privateRanges: 'deny' as const, ownPorts: [] } };

    for (const url of [origin, `http://2130706433:${port}/`, `http://[::ffff:127.0.0.1]:${port}/`, `http://localhost:${port}/`]) {
      expect(await failureOf({ url }, { overrides })).toMatchObject({ code: 'address_blocked' });
    }
    expect(received).toHaveLength(0);
  });

  it('is what the name meant when it was checked, though it means something else now', async () => {
    const { port, received } = await startServer(() => ({ body: 'pinned', headers: { 'content-type': 'text/plain' } }));
    const answers = [[loopback], [{ address: '169.254.169.254', family: 4 as const }]];
    let asked = 0;
    const outside = { resolve: async () => answers[asked++] ?? [] };

    const output = await outputOf({ url: `http://rebinding.test:${port}/` }, { outside });

    expect(output.body).toBe('pinned');
    expect(asked).toBe(1);
    expect(received[0]?.headers.host).toBe(`rebinding.test:${port}`);
  });

  it('is checked again when the name is resolved again', async () => {
    const { port, received } = await startServer(() => ({ status: 302, headers: { location: '/next', connection: 'close' } }));
    const answers = [[loopback], [{ address: '169.254.169.254', family: 4 as const }]];
    let asked = 0;
    const outside = { resolve: async () => answers[asked++] ?? [] };

    expect(await failureOf({ url: `http://rebinding.test:${port}/` }, { outside })).toMatchObject({ code: 'address_blocked' });
    expect(received).toHaveLength(1);
  });

  it('is the next address when the first does not answer', async () => {
    const { port } = await startServer(() => ({ status: 204 }));
    const outside = { resolve: async (): Promise<Address[]> => [{ address: '::1', family: 6 }, loopback] };

    expect((await outputOf({ url: `http://both.test:${port}/` }, { outside })).status).toBe(204);
  });

  it('is no proxy of the environment', async () => {
    const proxy = await startServer(() => ({}));
    const { origin, received } = await startServer(() => ({}));
    process.env.HTTP_PROXY = proxy.origin;
    process.env.http_proxy = proxy.origin;
    try {
      await outputOf({ url: origin });
    } finally {
      delete process.env.HTTP_PROXY;
      delete process.env.http_proxy;
    }

    expect(received).toHaveLength(1);
    expect(proxy.received).toHaveLength(0);
  });

  it.each([
    'not an address',
    '/relative',
    'ftp://example.test/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'http://127.0.0.1:0/',
    'http://u:p@example.test/',
  ])('is no %j', async (url) => {
    expect(await failureOf({ url })).toMatchObject({ code: 'bad_url', kind: 'user' });
  });
});

describe('connections that fail', () => {
  it('are refused by name', async () => {
    const server = createServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));

    const failure = await failureOf({ url: `http://127.0.0.1:${port}/` });

    expect(failure).toMatchObject({ code: 'connection_refused', kind: 'transient', details: { port } });
    expect(failure.message).toContain('127.0.0.1');
  });

  it('are reset before or within the answer', async () => {
    const early = await listen(createServer((socket) => socket.once('data', () => socket.destroy())));
    const late = await startRawServer((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('x', () => response.destroy());
    });

    expect(await failureOf({ url: `http://127.0.0.1:${early}/` })).toMatchObject({ code: 'connection_reset', kind: 'transient' });
    expect(await failureOf({ url: late.origin })).toMatchObject({ code: 'connection_reset' });
  });

  it('speak something that is not HTTP', async () => {
    const port = await listen(createServer((socket) => socket.end('220 mail.example.test ESMTP\r\n')));

    expect(await failureOf({ url: `http://127.0.0.1:${port}/` })).toMatchObject({ code: 'bad_response', kind: 'user' });
  });

  it('have a name without an address', async () => {
    const outside = {
      resolve: async () => {
        throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
      },
    };

    expect(await failureOf({ url: 'http://nowhere.test/' }, { outside })).toMatchObject({
      code: 'dns_failed',
      details: { host: 'nowhere.test' },
    });
  });

  it.each([
    ['before the head', () => {}],
    ['within the body', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx')],
    ['within a redirect', (socket: Socket) => socket.write('HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 9\r\n\r\nx')],
    ['within a failed answer', (socket: Socket) => socket.write('HTTP/1.1 500 Oops\r\nContent-Length: 9\r\n\r\nx')],
  ])('time out when the server falls silent %s', async (_title, answer) => {
    const port = await listen(createServer((socket) => void socket.once('data', () => answer(socket))));

    const failure = await failureOf({ url: `http://127.0.0.1:${port}/`, timeout: '150ms' });

    expect(failure).toMatchObject({ code: 'timed_out', kind: 'transient', details: { timeoutMs: 150 } });
  });

  it('time out while the name is being resolved', async () => {
    const outside = { resolve: () => new Promise<never>(() => {}) };

    expect(await failureOf({ url: 'http://slow.test/', timeout: '50ms' }, { outside })).toMatchObject({ code: 'timed_out' });
  });

  it('are closed at once by the abort of the attempt', async () => {
    const controller = new AbortController();
    const closed = new Promise<void>((resolve) => {
      void startRawServer((_request, response) => {
        response.on('close', resolve);
        response.writeHead(200);
        response.write('x', () => controller.abort());
      }).then(({ origin }) => started(origin));
    });
    let started: (origin: string) => void = () => {};
    const origin = await new Promise<string>((resolve) => {
      started = resolve;
    });

    const outcome = await runRequest({ url: origin }, { overrides: { signal: controller.signal } });
    await closed;

    expect(outcome).toMatchObject({ type: 'failed', failure: { code: 'aborted' } });
  });

  it('are never opened once the attempt is aborted', async () => {
    const { origin, received } = await startServer(() => ({}));

    const outcome = await runRequest({ url: origin }, { overrides: { signal: AbortSignal.abort() } });

    expect(outcome).toMatchObject({ type: 'failed', failure: { code: 'aborted' } });
    expect(received).toHaveLength(0);
  });
});

describe('TLS', () => {
  it('is trusted by name, though the connection is pinned to an address', async () => {
    const { certificate, port } = await startTlsServer();
    const outside = { resolve: async () => [loopback], certificates: certificate };

    expect((await outputOf({ url: `https://api.example.test:${port}/` }, { outside })).body).toBe('safe');
    expect(await failureOf({ url: `https://other.example.test:${port}/` }, { outside })).toMatchObject({ code: 'tls_failed' });
  });

  it('fails for a certificate that nobody vouches for', async () => {
    const { port } = await startTlsServer();
    const outside = { resolve: async () => [loopback] };

    const failure = await failureOf({ url: `https://api.example.test:${port}/` }, { outside });

    expect(failure).toMatchObject({ code: 'tls_failed', kind: 'user', details: { reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' } });
    expect(failure.message).toContain('api.example.test');
  });

  it('fails with a server that speaks plain HTTP', async () => {
    const { port } = await startServer(() => ({}));

    expect(await failureOf({ url: `https://127.0.0.1:${port}/` })).toMatchObject({ code: 'tls_failed' });
  });
});

/** A server whose self-signed certificate is for `api.example.test`. */
async function startTlsServer() {
  const { key, cert } = createCertificate('api.example.test');
  const server = createTlsServer({ key, cert }, (_request, response) => {
    response.setHeader('content-type', 'text/plain').end('safe');
  });
  server.on('tlsClientError', () => {});
  return { certificate: cert, port: await listen(server) };
}
