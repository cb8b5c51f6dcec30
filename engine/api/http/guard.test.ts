// What a stranger, a web page that the user visits, or a clumsy client may try. Nothing of it may start or change anything.
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { token, useServer } from '../testing/server.ts';
import { bodyLimitBytes } from './request-input.ts';
import { routes } from './route-table.ts';

const server = useServer();
const hello = { format: 1 as const, id: 'hello', tasks: { a: { type: 'data.set', with: { values: { n: 1 } } } } };

beforeAll(() => server.save(hello));

/** After all that was tried there is the one workflow, as it was, and no run. */
afterAll(async () => {
  expect((await server.send('GET', '/api/runs')).body.runs).toEqual([]);
  expect((await server.send('GET', '/api/workflows')).body.workflows).toMatchObject([{ id: 'hello' }]);
  expect((await server.send('GET', '/api/workflows/hello')).body.workflow).toEqual(hello);
});

const concrete = (path: string) => path.replace('/runs/{id}', '/runs/some-run').replace('{hash}', 'a'.repeat(64)).replace('{id}', 'hello');
const all = [...routes.map(({ method, path }) => ({ method, path: concrete(path) })), { method: 'GET', path: '/api/openapi.json' }];
const valid = { workflow: 'hello', inputs: {} };
const bodyFor = (method: string) => (method === 'GET' ? {} : { body: valid });

/** The first line and body that come back for exactly these bytes. */
function exchange(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port(), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk) => {
      answer += chunk;
      if (answer.includes('\r\n\r\n')) socket.destroy();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('every route', () => {
  for (const { method, path } of all) {
    it(`${method} ${path} wants the token`, async () => {
      const wrong = [
        null,
        '',
        'wrong',
        token.slice(0, -1),
        `${token}x`,
        token.toUpperCase(),
        `${token} ${token}`,
        'undefined',
        'null',
        '*',
        'x'.repeat(5000),
      ];
      for (const shown of wrong) {
        const answer = await server.send(method, path, { token: shown, ...bodyFor(method) });
        expect([shown, answer.status, answer.body.code]).toEqual([shown, 401, 'unauthorized']);
      }
      const elsewhere = [
        { authorization: token },
        { authorization: `Basic ${Buffer.from(`x:${token}`).toString('base64')}` },
        { authorization: `bearer${token}` },
        { cookie: `token=${token}` },
        { 'x-api-key': token },
      ];
      for (const headers of elsewhere) {
        expect((await server.send(method, path, { token: null, headers, ...bodyFor(method) })).status).toBe(401);
      }
      expect((await server.send(method, `${path}?token=${token}&access_token=${token}`, { token: null, ...bodyFor(method) })).status).toBe(
        401,
      );
    });

    it(`${method} ${path} is not for pages of other origins, token or not`, async () => {
      const foreign = [
        'http://evil.example',
        'null',
        'https://127.0.0.1',
        'http://127.0.0.1',
        `http://127.0.0.1:${server.port() + 1}`,
        'file://',
      ];
      for (const origin of [
        ...foreign,
        `http://evil.example#http://127.0.0.1:${server.port()}`,
        `http://127.0.0.1:${server.port()}.evil.example`,
      ]) {
        const answer = await server.send(method, path, { headers: { origin }, ...bodyFor(method) });
        expect([origin, answer.status, answer.body.code]).toEqual([origin, 403, 'forbidden_origin']);
        expect(answer.headers['access-control-allow-origin']).toBeUndefined();
      }
      for (const site of ['cross-site', 'same-site']) {
        const answer = await server.send(method, path, { headers: { 'sec-fetch-site': site }, ...bodyFor(method) });
        expect(answer.body.code).toBe('forbidden_origin');
      }
    });
  }

  it('answers nobody before it knows who asks: unknown paths and methods are not told from known ones', async () => {
    for (const path of ['/api/secrets', '/api/runs/x/y/z', '/metrics', '/api']) {
      expect((await server.send('GET', path, { token: null })).status).toBe(401);
    }
    expect((await server.send('PATCH', '/api/runs', { token: null })).status).toBe(401);
    expect((await server.send('OPTIONS', '/api/runs', { token: null })).status).toBe(401);
  });

  it('carries the headers that keep browsers from making something else of it', async () => {
    for (const path of ['/api/runs', '/api/runs/absent', '/api/', '/healthz', '/nothing']) {
      const { headers } = await server.send('GET', path);
      expect(headers['x-content-type-options'], path).toBe('nosniff');
      expect(headers['content-security-policy'], path).toContain("default-src 'none'");
      expect(headers['x-frame-options'], path).toBe('DENY');
      expect(headers['access-control-allow-origin'], path).toBeUndefined();
    }
    expect((await server.send('GET', '/api/runs')).headers['cache-control']).toBe('no-store');
  });
});

describe('the name in Host', () => {
  const forms = (port: number) => [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    'localhost',
    '[::1]',
    `127.0.0.1:${port + 1}`,
    `localhost:${port + 1}`,
    `localhost.:${port}`,
    `localhost.evil.example:${port}`,
    `evil.example@127.0.0.1:${port}`,
    `127.0.0.1:${port}@evil.example`,
    `127.0.0.1:${port}.evil.example`,
    `127.0.0.1.nip.io:${port}`,
    `127.1:${port}`,
    `127.0.0.2:${port}`,
    `0.0.0.0:${port}`,
    `0:${port}`,
    `2130706433:${port}`,
    `0x7f000001:${port}`,
    `0177.0.0.1:${port}`,
    `[::]:${port}`,
    `[::ffff:127.0.0.1]:${port}`,
    `[0:0:0:0:0:0:0:1]:${port}`,
    `::1:${port}`,
    `127.0.0.1:0${port}`,
    `127.0.0.1:${port},evil.example`,
    `127.0.0.1:${port}/`,
    `http://127.0.0.1:${port}`,
    `127.0.0.1 :${port}`,
    `LOCALHOST:${port}`,
    `*:${port}`,
    '',
    ' ',
    `127.0.0.1%00:${port}`,
  ];

  it('must be that of this server: none of thirty and more other forms is answered', async () => {
    const port = server.port();
    expect(forms(port).length).toBeGreaterThanOrEqual(30);
    for (const host of forms(port)) {
      for (const target of ['GET /api/runs', 'GET /healthz', 'GET /']) {
        const answer = await exchange(`${target} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
        expect([host, answer.slice(0, 12)]).toEqual([host, 'HTTP/1.1 403']);
      }
    }
  });

  it('is right as address, as localhost and as IPv6 address', async () => {
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      const host = `${name}:${server.port()}`;
      expect((await server.send('GET', '/api/runs', { headers: { host } })).status).toBe(200);
      expect(
        (await server.send('GET', '/api/runs', { headers: { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' } })).status,
      ).toBe(200);
    }
  });

  it('must be given once', async () => {
    const right = `Host: 127.0.0.1:${server.port()}\r\n`;
    const end = `Authorization: Bearer ${token}\r\n\r\n`;
    expect(await exchange(`GET /api/runs HTTP/1.1\r\n${right}${right}${end}`)).toMatch(/^HTTP\/1.1 40[03]/);
    expect(await exchange(`GET /api/runs HTTP/1.1\r\n${end}`)).toMatch(/^HTTP\/1.1 400/);
    expect(await exchange(`GET /api/runs HTTP/1.0\r\n${end}`)).toMatch(/^HTTP\/1.1 403/);
    expect(await exchange(`GET http://evil.example/api/runs HTTP/1.1\r\n${right}${end}`)).toMatch(/^HTTP\/1.1 404/);
  });
});

describe('a path', () => {
  const tricks = [
    '/api/runs/',
    '/api//runs',
    '//api/runs',
    '/api/./runs',
    '/api/../api/runs',
    '/api/runs/..',
    '/api/runs%2f',
    '/api%2fruns',
    '/%61pi/runs',
    '/api/%72uns',
    '/api/runs;a=1',
    '/api/runs.json',
    '/api/runs%00',
    '/API/runs',
    '/api/Runs',
    '/v1/api/runs',
    '/api/api/runs',
    '/api/runs\\',
    '/api/runs/some%2Frun',
    '/api/runs/%2e%2e',
    '/api/runs/%2e',
    '/api/runs/%5c',
    '/api/runs/%0a',
    '/api/runs/%zz',
    '/api/workflows/hello/validate/x',
    '/api/workflows/../runs',
    '/api/workflows/hello%2fvalidate',
    '/api/openapi.json/',
    '/api/openapi.json%20',
    'api/runs',
  ];

  for (const path of tricks) {
    it(`${path} is no route, whatever the method`, async () => {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
        const answer = await exchange(
          `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port()}\r\nAuthorization: Bearer ${token}\r\nContent-Length: 0\r\n\r\n`,
        );
        expect([method, answer.slice(0, 11)]).toEqual([method, 'HTTP/1.1 40']);
      }
    });
  }

  it('that is known answers a method it does not have with those it has', async () => {
    for (const method of ['HEAD', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND', 'LINK']) {
      const answer = await server.send(method, '/api/runs');
      expect([method, answer.status, answer.headers.allow]).toEqual([method, 405, 'POST, GET']);
    }
  });

  it('is matched before the method is overridden by anything', async () => {
    const headers = {
      'x-http-method-override': 'DELETE',
      'x-original-url': '/api/workflows/hello',
      'x-rewrite-url': '/api/workflows/hello',
    };
    expect((await server.send('GET', '/api/workflows/hello?_method=DELETE', { headers })).status).toBe(400);
    expect((await server.send('GET', '/api/workflows/hello', { headers })).status).toBe(200);
  });
});

describe('a body', () => {
  const changes = routes.filter(({ method }) => method !== 'GET').map(({ method, path }) => ({ method, path: concrete(path) }));

  for (const { method, path } of changes) {
    it(`of ${method} ${path} is JSON and says so, or is not looked at`, async () => {
      const raw = JSON.stringify(valid);
      const types = [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'text/json',
        'application/jsonp',
        'application/json, text/plain',
        'application/json; charset=utf-16',
        'application/json; boundary=x',
        'text/plain; application/json',
        '',
      ];
      for (const type of types) {
        const answer = await server.send(method, path, { raw, headers: { 'content-type': type } });
        expect([type, answer.status, answer.body.code]).toEqual([type, 415, 'unsupported_media_type']);
      }
      const zipped = await server.send(method, path, { raw, headers: { 'content-encoding': 'gzip' } });
      expect(zipped.status).toBe(415);
    });

    it(`of ${method} ${path} has no keys that reach into objects, at no depth`, async () => {
      const bodies = [
        '{"workflow":"hello","__proto__":{"admin":true}}',
        '{"workflow":"hello","inputs":{"a":{"constructor":{"prototype":{}}}}}',
        '{"workflow":"hello","inputs":[[{"prototype":1}]]}',
        '{"workflow":"hello","\\u005f_proto__":1}',
        '{"inputs":{"__proto__":null},"workflow":"hello"}',
      ];
      for (const raw of bodies) {
        const answer = await server.send(method, path, { raw });
        expect([raw, answer.status, answer.body.code]).toEqual([raw, 400, 'invalid_request']);
      }
      expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
    });

    it(`of ${method} ${path} is bounded in depth and size, and whole`, async () => {
      const deep = await server.send(method, path, { raw: `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}` });
      expect(deep).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
      for (const raw of ['{', '', 'nul', '[1,]', '{"a":1}{"b":2}', new Uint8Array([0x22, 0xff, 0x22]), '{"a":NaN}']) {
        if (raw !== '') expect((await server.send(method, path, { raw })).status).toBe(400);
      }
      const announced = await exchange(
        `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port()}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${50 * 1024 * 1024}\r\n\r\n`,
      );
      expect(announced).toMatch(/^HTTP\/1.1 413[\s\S]*connection: close/i);
    });
  }

  it('of 50 MB is cut off at the limit, announced or not', async () => {
    const answer = await upload(50 * 1024 * 1024);
    expect(answer.text).toMatch(/^HTTP\/1.1 413/);
    expect(answer.sent).toBeLessThan(bodyLimitBytes * 4);
  });

  it('is not wanted by routes that read', async () => {
    const answer = await server.send('GET', '/api/runs', { raw: '{}' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
  });

  it('cannot be announced in two ways', async () => {
    const answer = await exchange(
      `POST /api/runs HTTP/1.1\r\nHost: 127.0.0.1:${server.port()}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 400/);
  });

  it('is asked for only when it is wanted', async () => {
    const head = (shown: string, length: number) =>
      `POST /api/runs HTTP/1.1\r\nHost: 127.0.0.1:${server.port()}\r\nAuthorization: Bearer ${shown}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\nExpect: 100-continue\r\n\r\n`;
    expect(await exchange(head('wrong', 10))).toMatch(/^HTTP\/1.1 401/);
    expect(await exchange(head(token, 50_000_000))).toMatch(/^HTTP\/1.1 413/);
    expect(await exchange(head(token, 10))).toMatch(/^HTTP\/1.1 100/);
  });
});

describe('a query', () => {
  it('has known names, each once', async () => {
    for (const query of [
      'limit=1&limit=2',
      'x=1',
      '__proto__=1',
      '__proto__[admin]=1',
      'constructor=1',
      'limit[]=1',
      'limit=1e9',
      'status=weird',
    ]) {
      const answer = await server.send('GET', `/api/runs?${query}`);
      expect([query, answer.status, answer.body.code]).toEqual([query, 400, 'invalid_request']);
    }
    expect((await server.send('DELETE', '/api/workflows/hello?force=true')).status).toBe(400);
  });
});

/** Sends chunks until the server answers or closes. */
function upload(bytes: number): Promise<{ readonly text: string; readonly sent: number }> {
  return new Promise((resolve) => {
    const chunk = `${(64 * 1024).toString(16)}\r\n${'x'.repeat(64 * 1024)}\r\n`;
    const socket = connect(server.port(), '127.0.0.1');
    let text = '';
    let sent = 0;
    const pump = () => {
      while (sent < bytes && !socket.destroyed && text === '') {
        sent += chunk.length;
        if (!socket.write(chunk)) return;
      }
    };
    socket.write(
      `POST /api/runs HTTP/1.1\r\nHost: 127.0.0.1:${server.port()}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    socket.setEncoding('utf8').on('data', (data) => {
      text += data;
    });
    socket.on('drain', pump);
    // The server closes the connection in the middle of what is sent: that is the point.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ text, sent }));
    pump();
  });
}
