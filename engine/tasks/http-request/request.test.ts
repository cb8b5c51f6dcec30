import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { json, startServer } from '../network/testing/http-server.ts';
import { createTestContext } from '../testing/context.ts';
import { failureOf, outputOf } from './testing/run.ts';

describe('what http.request sends', () => {
  it('gives status, headers and the JSON of the answer', async () => {
    const { origin } = await startServer(() => json({ orders: [1, 2] }, { headers: { 'X-Id': 'a', 'Set-Cookie': ['a=1', 'b=2'] } }));

    const output = await outputOf({ url: `${origin}/orders` });

    expect(output).toMatchObject({ status: 200, body: { orders: [1, 2] } });
    expect(output.headers['x-id']).toBe('a');
    expect(output.headers['set-cookie']).toEqual(['a=1', 'b=2']);
  });

  it('gives a single cookie as a list, too', async () => {
    const { origin } = await startServer(() => ({ headers: { 'Set-Cookie': 'a=1' } }));

    expect((await outputOf({ url: origin })).headers['set-cookie']).toEqual(['a=1']);
  });

  it('merges the query into that of the address', async () => {
    const { origin, received } = await startServer(() => ({}));

    await outputOf({ url: `${origin}/find?a=1&b=old%20one&c#part`, query: { b: 'new & one', list: ['x', 2, true], none: null } });

    expect(received[0]?.url).toBe('/find?a=1&c&b=new%20%26%20one&list=x&list=2&list=true');
  });

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('sends %s', async (method) => {
    const { origin, received } = await startServer(() => ({ status: 204 }));

    const output = await outputOf({ url: origin, method });

    expect(received[0]?.method).toBe(method);
    expect(output.body).toBeNull();
  });

  it('sends headers, a list once per value', async () => {
    const { origin, received } = await startServer(() => ({}));

    await outputOf({ url: origin, headers: { 'X-One': 1, 'X-Many': ['a', 'b'], 'X-None': null, Accept: 'text/plain' } });

    expect(received[0]?.headers).toMatchObject({ 'x-one': '1', 'x-many': 'a, b', accept: 'text/plain' });
    expect(received[0]?.headers).not.toHaveProperty('x-none');
  });

  it.each([
    [{ 'X-Bad': 'a\r\nX-Injected: yes' }],
    [{ 'X-Bad': 'a\nb' }],
    [{ 'X Bad': 'a' }],
    [{ 'X-Bad\r\nX': 'a' }],
    [{ 'X-Bad': 'snow ☃' }],
    [{ Host: 'internal.test' }],
    [{ 'Content-Length': '5' }],
    [{ 'Transfer-Encoding': 'chunked' }],
    [{ 'Proxy-Authorization': 'x' }],
  ])('refuses the headers %j', async (headers) => {
    const { origin, received } = await startServer(() => ({}));

    expect(await failureOf({ url: origin, headers })).toMatchObject({ code: 'bad_header', kind: 'user' });
    expect(received).toHaveLength(0);
  });

  it('never repeats the value of a refused header, which may be a secret', async () => {
    const failure = await failureOf({ url: 'http://127.0.0.1:9', auth: { type: 'bearer', token: 'hush\n' } });

    expect(failure.code).toBe('bad_header');
    expect(JSON.stringify(failure)).not.toContain('hush');
  });

  it.each([
    [{ type: 'basic', username: 'ada', password: 'pä:ss' }, 'authorization', `Basic ${Buffer.from('ada:pä:ss').toString('base64')}`],
    [{ type: 'bearer', token: 't0ken' }, 'authorization', 'Bearer t0ken'],
    [{ type: 'header', name: 'X-Api-Key', value: 'k' }, 'x-api-key', 'k'],
  ])('authenticates by %j', async (auth, name, value) => {
    const { origin, received } = await startServer(() => ({}));

    await outputOf({ url: origin, auth });

    expect(received[0]?.headers[name]).toBe(value);
  });

  it.each([
    ['json by itself', { body: { a: [1] } }, 'application/json', '{"a":[1]}'],
    ['a list by itself', { body: [1, 2] }, 'application/json', '[1,2]'],
    ['text by itself', { body: 'hällo' }, 'text/plain; charset=utf-8', 'hällo'],
    ['text as JSON', { body: 'x', bodyType: 'json' }, 'application/json', '"x"'],
    ['null as JSON', { body: null, bodyType: 'json' }, 'application/json', 'null'],
    ['a form', { body: { a: 'x y', b: [1, 2], c: null }, bodyType: 'form' }, 'application/x-www-form-urlencoded', 'a=x+y&b=1&b=2'],
    ['bytes', { body: 'AGhp', bodyType: 'base64' }, 'application/octet-stream', '\0hi'],
    ['its own content type', { body: '<a/>', headers: { 'Content-Type': 'text/xml' } }, 'text/xml', '<a/>'],
  ])('sends %s', async (_title, parameters, contentType, text) => {
    const { origin, received } = await startServer(() => ({}));

    await outputOf({ url: origin, method: 'POST', ...parameters });

    expect(received[0]?.headers['content-type']).toBe(contentType);
    expect(received[0]?.headers['content-length']).toBe(String(Buffer.byteLength(text)));
    expect(received[0]?.body.toString()).toBe(text);
  });

  it('sends nothing for a body that is null', async () => {
    const { origin, received } = await startServer(() => ({}));

    await outputOf({ url: origin, method: 'POST', body: null });

    expect(received[0]?.headers).not.toHaveProperty('content-type');
    expect(received[0]?.body).toHaveLength(0);
  });

  it.each([
    [{ body: [1], bodyType: 'form' }],
    [{ body: { a: { b: 1 } }, bodyType: 'form' }],
    [{ body: { a: 1 }, bodyType: 'text' }],
    [{ body: 'not base64!', bodyType: 'base64' }],
    [{ body: { a: 1 }, bodyType: 'multipart' }],
    [{ body: [{ name: 'a', value: 'x', contentType: 'a\r\nb' }], bodyType: 'multipart' }],
    [{ body: 5, bodyType: 'file' }],
  ])('refuses the body %j', async (parameters) => {
    expect(await failureOf({ url: 'http://127.0.0.1:9', method: 'POST', ...parameters })).toMatchObject({ code: 'bad_body' });
  });
});

describe('files that http.request sends', () => {
  it('streams a file with its size', async () => {
    const { origin, received } = await startServer(() => ({}));
    const context = createTestContext();
    const content = Buffer.alloc(300_000, 'x');
    await writeFile(join(context.files.folder, 'data.bin'), content);

    await outputOf({ url: origin, method: 'PUT', body: 'data.bin', bodyType: 'file' }, { context });

    expect(received[0]?.headers['content-length']).toBe('300000');
    expect(received[0]?.body.equals(content)).toBe(true);
  });

  it('sends an empty file', async () => {
    const { origin, received } = await startServer(() => ({}));
    const context = createTestContext();
    await writeFile(join(context.files.folder, 'empty'), '');

    await outputOf({ url: origin, method: 'PUT', body: 'empty', bodyType: 'file' }, { context });

    expect(received[0]?.body).toHaveLength(0);
  });

  it('sends parts that a browser could have sent', async () => {
    const { origin, received } = await startServer(() => ({}));
    const context = createTestContext();
    await writeFile(join(context.files.folder, 'a.txt'), 'from disk');
    const body = [
      { name: 'title', value: 'Ünï' },
      { name: 'quote"\r\nd', value: 7 },
      { name: 'doc', file: 'a.txt', contentType: 'text/plain' },
      { name: 'raw', base64: 'AAEC', filename: 'raw.bin' },
    ];

    await outputOf({ url: origin, method: 'POST', bodyType: 'multipart', body }, { context });

    const { headers, body: bytes } = received[0] ?? { headers: {}, body: Buffer.alloc(0) };
    const form = await new Response(bytes, { headers: { 'content-type': headers['content-type'] ?? '' } }).formData();
    expect(headers['content-length']).toBe(String(bytes.byteLength));
    expect(form.get('title')).toBe('Ünï');
    expect(form.get('quote"\r\nd')).toBe('7');
    const doc = form.get('doc') as File;
    expect([doc.name, doc.type, await doc.text()]).toEqual(['a.txt', 'text/plain', 'from disk']);
    const raw = form.get('raw') as File;
    expect([raw.name, [...new Uint8Array(await raw.arrayBuffer())]]).toEqual(['raw.bin', [0, 1, 2]]);
  });

  it('sends no file from outside, and none that is missing', async () => {
    const outside = { url: 'http://127.0.0.1:9', method: 'POST', bodyType: 'file', body: '../../etc/passwd' };

    expect(await failureOf(outside)).toMatchObject({ code: 'path_not_allowed' });
    expect(await failureOf({ ...outside, body: 'missing.txt' })).toMatchObject({ code: 'file_not_found' });
    expect(await failureOf({ ...outside, body: '.' })).toMatchObject({ code: 'not_a_file' });
  });

  it('sends no file because data looks like a file part', async () => {
    const { origin, received } = await startServer(() => ({}));

    await outputOf({ url: origin, method: 'POST', body: [{ name: 'a', file: 'secret.txt' }] });

    expect(received[0]?.body.toString()).toBe('[{"name":"a","file":"secret.txt"}]');
  });
});
