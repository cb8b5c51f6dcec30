import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { json, startRawServer, startServer } from '../network/testing/http-server.ts';
import { failureOf, outputOf, runRequest } from './testing/run.ts';

describe('the answer of http.request', () => {
  it.each([
    ['application/json; charset=utf-8', '{"a":1}', { a: 1 }],
    ['application/problem+json', '{"a":1}', { a: 1 }],
    ['text/html', '<p>', '<p>'],
    ['application/xml', '<a/>', '<a/>'],
    ['application/octet-stream', '\u0001', 'AQ=='],
    ['image/png', 'x', 'eA=='],
  ])('is read by its content type %s', async (type, body, value) => {
    const { origin } = await startServer(() => ({ headers: { 'content-type': type }, body }));

    expect((await outputOf({ url: origin })).body).toEqual(value);
  });

  it('without a content type is text, unless it is binary', async () => {
    const { origin } = await startServer(({ url }) => ({ body: url === '/text' ? 'plain' : Uint8Array.from([0xff, 0xfe, 0]) }));

    expect((await outputOf({ url: `${origin}/text` })).body).toBe('plain');
    expect((await outputOf({ url: `${origin}/binary` })).body).toBe('//4A');
  });

  it('is read as told', async () => {
    const { origin } = await startServer(() => json({ a: 1 }));

    expect((await outputOf({ url: origin, responseAs: 'text' })).body).toBe('{"a":1}');
    expect((await outputOf({ url: origin, responseAs: 'base64' })).body).toBe('eyJhIjoxfQ==');
  });

  it('is decoded by its charset', async () => {
    const { origin } = await startServer(() => ({
      headers: { 'content-type': 'text/plain; charset=iso-8859-1' },
      body: Buffer.from([0xe4]),
    }));

    expect((await outputOf({ url: origin })).body).toBe('ä');
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ])('is decoded from %s', async (encoding, compress) => {
    const headers = { 'content-type': 'application/json', 'content-encoding': encoding };
    const { origin, received } = await startServer(() => ({ headers, body: compress(Buffer.from('{"a":1}')) }));

    expect((await outputOf({ url: origin })).body).toEqual({ a: 1 });
    expect(received[0]?.headers['accept-encoding']).toBe('gzip, deflate, br');
  });

  it('is decoded from several encodings, last one first', async () => {
    const body = brotliCompressSync(gzipSync('twice'));
    const { origin } = await startServer(() => ({ headers: { 'content-type': 'text/plain', 'content-encoding': 'gzip, br' }, body }));

    expect((await outputOf({ url: origin })).body).toBe('twice');
  });

  it.each([
    ['gzip', Buffer.from('not gzip at all')],
    ['gzip', gzipSync('cut in the middle of it').subarray(0, 25)],
    ['br', Buffer.from('not brotli')],
    ['zstd', Buffer.from('x')],
    ['gzip, gzip, gzip, gzip', Buffer.from('x')],
  ])('that claims to be %s but is not fails by name', async (encoding, body) => {
    const { origin } = await startServer(() => ({ headers: { 'content-encoding': encoding }, body }));

    expect(await failureOf({ url: origin })).toMatchObject({ code: 'bad_encoding' });
  });

  it('that is no JSON fails by name and shows its beginning', async () => {
    const { origin } = await startServer(() => ({ headers: { 'content-type': 'application/json' }, body: '<html>oops' }));

    const failure = await failureOf({ url: origin });

    expect(failure).toMatchObject({ code: 'response_not_json', kind: 'user', details: { body: '<html>oops' } });
    expect(failure.message).toContain(new URL(origin).host);
  });

  it.each(['{"a":{"__proto__":{"admin":true}}}', `${'['.repeat(200_000)}${']'.repeat(200_000)}`])(
    'is refused when its JSON is a trap',
    async (body) => {
      const { origin } = await startServer(() => ({ headers: { 'content-type': 'application/json' }, body }));

      expect(await failureOf({ url: origin })).toMatchObject({ code: 'response_not_json' });
    },
  );

  it('may be exactly as large as the limit, and no larger', async () => {
    const { origin } = await startServer(() => ({ headers: { 'content-type': 'text/plain' }, body: 'x'.repeat(1000) }));

    expect((await outputOf({ url: origin, maxBytes: 1000 })).body).toHaveLength(1000);
    expect(await failureOf({ url: origin, maxBytes: 999 })).toMatchObject({ code: 'response_too_large', details: { maxBytes: 999 } });
  });

  it('without end is cut off at the limit', async () => {
    let closed: () => void = () => {};
    const ended = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const { origin } = await startRawServer((_request, response) => {
      const write = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024)));
      };
      response.on('drain', write).on('close', closed);
      write();
    });

    expect(await failureOf({ url: origin, maxBytes: 1_000_000 })).toMatchObject({ code: 'response_too_large' });
    await ended;
  });

  it('that unpacks to more than the limit is cut off', async () => {
    const bomb = gzipSync(Buffer.alloc(30_000_000));
    const { origin } = await startServer(() => ({ headers: { 'content-encoding': 'gzip' }, body: bomb }));

    expect(bomb.byteLength).toBeLessThan(100_000);
    expect(await failureOf({ url: origin, maxBytes: 1_000_000 })).toMatchObject({ code: 'response_too_large' });
  });

  it('may carry headers that every object inherits', async () => {
    const { origin } = await startServer(() => ({ headers: { constructor: 'x', __proto__: 'y', 'x-fine': 'z' }, body: 'ok' }));

    const output = await outputOf({ url: origin });

    expect(output.headers['x-fine']).toBe('z');
    expect(Object.hasOwn(output.headers, 'constructor')).toBe(false);
  });
});

describe('the expected status', () => {
  it.each([
    [204, 204, true],
    [200, 204, false],
    [404, '404', true],
    [404, '4xx', true],
    [404, ['2xx', 404], true],
    [250, '200-299', true],
    [302, undefined, false],
    [299, undefined, true],
  ])('for %i and %j decides %s', async (status, expectStatus, isExpected) => {
    const { origin } = await startServer(() => ({ status }));

    const outcome = await runRequest({ url: origin, ...(expectStatus === undefined ? {} : { expectStatus }) });

    expect(outcome.type === 'succeeded').toBe(isExpected);
  });

  it.each([
    [400, 'user'],
    [401, 'user'],
    [404, 'user'],
    [408, 'transient'],
    [425, 'transient'],
    [429, 'transient'],
    [500, 'transient'],
    [503, 'transient'],
  ])('fails with %i as %s', async (status, kind) => {
    const { origin } = await startServer(() => json({ error: 'no' }, { status, headers: { 'x-request-id': 'r1', 'x-other': 'o' } }));

    const failure = await failureOf({ url: `${origin}/hush?token=hush` });

    expect(failure).toMatchObject({ code: 'http_status', kind, details: { httpStatus: status, body: '{"error":"no"}' } });
    expect(failure.details?.headers).toMatchObject({ 'x-request-id': 'r1' });
    expect(failure.details?.headers).not.toHaveProperty('x-other');
    expect(JSON.stringify(failure)).not.toContain('hush');
  });

  it('shows at most 4 KB of a failed answer', async () => {
    const { origin } = await startServer(() => ({ status: 400, headers: { 'content-type': 'text/plain' }, body: 'x'.repeat(100_000) }));

    expect((await failureOf({ url: origin })).details?.body).toHaveLength(4096);
  });

  it('passes on how long to wait, in seconds or as a date', async () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    const { origin } = await startServer(({ url }) => ({
      status: 429,
      headers: { 'retry-after': url === '/seconds' ? '7' : 'Thu, 01 Jan 2026 00:01:00 GMT' },
    }));

    const overrides = { now: () => now };
    expect((await failureOf({ url: `${origin}/seconds` }, { overrides })).details).toMatchObject({ retryAfterMs: 7000 });
    expect((await failureOf({ url: `${origin}/date` }, { overrides })).details).toMatchObject({ retryAfterMs: 60_000 });
  });
});
