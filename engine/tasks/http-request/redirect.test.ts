import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../network/testing/http-server.ts';
import { startServer } from '../network/testing/http-server.ts';
import { createTestContext } from '../testing/context.ts';
import { failureOf, outputOf } from './testing/run.ts';

const to = (location: string, status = 302): Answer => ({ status, headers: { location } });

describe('redirects', () => {
  it.each([
    [301, 'POST', 'GET', ''],
    [302, 'POST', 'GET', ''],
    [303, 'POST', 'GET', ''],
    [303, 'PUT', 'GET', ''],
    [302, 'PUT', 'PUT', 'data'],
    [307, 'POST', 'POST', 'data'],
    [308, 'PUT', 'PUT', 'data'],
    [301, 'DELETE', 'DELETE', 'data'],
  ])('with %i turn %s into %s', async (status, method, nextMethod, body) => {
    const { origin, received } = await startServer(({ url }) => (url === '/a' ? to('/b?x=1', status) : { body: 'there' }));

    const output = await outputOf({ url: `${origin}/a#part`, method, body: 'data', headers: { 'X-A': '1' } });

    expect(output.body).toBe('there');
    expect(received[1]).toMatchObject({ method: nextMethod, url: '/b?x=1' });
    expect(received[1]?.body.toString()).toBe(body);
    expect(received[1]?.headers['x-a']).toBe('1');
    expect(Object.hasOwn(received[1]?.headers ?? {}, 'content-type')).toBe(body !== '');
  });

  it('keep HEAD', async () => {
    const { origin, received } = await startServer(({ url }) => (url === '/a' ? to('/b', 303) : {}));

    await outputOf({ url: `${origin}/a`, method: 'HEAD' });

    expect(received.map((request) => request.method)).toEqual(['HEAD', 'HEAD']);
  });

  it('send a file again from its start', async () => {
    const { origin, received } = await startServer(({ url }) => (url === '/a' ? to('/b', 307) : {}));
    const context = createTestContext();
    await writeFile(join(context.files.folder, 'a.txt'), 'from disk');
    const parts = [{ name: 'f', file: 'a.txt' }];

    await outputOf({ url: `${origin}/a`, method: 'POST', bodyType: 'file', body: 'a.txt' }, { context });
    await outputOf({ url: `${origin}/a`, method: 'POST', bodyType: 'multipart', body: parts }, { context });

    expect(received[1]?.body.toString()).toBe('from disk');
    expect(received[3]?.body.toString()).toBe(received[2]?.body.toString());
    expect(received[3]?.body.toString()).toContain('from disk');
  });

  it('drop credentials and other telling headers on another origin, and never pick them up again', async () => {
    const other = await startServer(() => to(`${home.origin}/back`));
    const home = await startServer(({ url }) => (url === '/a' ? to('/same') : url === '/same' ? to(`${other.origin}/x`) : {}));
    const headers = { Cookie: 'session=1', 'X-Custom': 'c', 'Accept-Language': 'de' };

    await outputOf({ url: `${home.origin}/a`, headers, auth: { type: 'bearer', token: 't' } });
    await outputOf({ url: `${home.origin}/a`, auth: { type: 'header', name: 'X-Api-Key', value: 'k' } });

    expect(home.received[1]?.headers).toMatchObject({ authorization: 'Bearer t', cookie: 'session=1', 'x-custom': 'c' });
    for (const request of [other.received[0], home.received[2]]) {
      expect(request?.headers['accept-language']).toBe('de');
      for (const name of ['authorization', 'cookie', 'x-custom']) expect(request?.headers).not.toHaveProperty(name);
    }
    expect(home.received[3]?.headers['x-api-key']).toBe('k');
    expect(other.received[1]?.headers).not.toHaveProperty('x-api-key');
  });

  it('to a forbidden address are refused', async () => {
    const { origin } = await startServer(({ url }) =>
      to(url === '/metadata' ? 'http://169.254.169.254/latest' : 'http://[::ffff:a9fe:a9fe]/'),
    );

    expect(await failureOf({ url: `${origin}/metadata` })).toMatchObject({ code: 'address_blocked' });
    expect(await failureOf({ url: `${origin}/mapped` })).toMatchObject({ code: 'address_blocked' });
  });

  it('to a port of Millrace itself, or to a host that is not listed, are refused', async () => {
    const own = await startServer(() => ({}));
    const { origin, port } = await startServer(() => to(own.origin));
    const network = { allowedHosts: null, privateRanges: 'allow' as const, ownPorts: [own.port] };
    const listed = { ...network, allowedHosts: [`127.0.0.1:${port}`], ownPorts: [] };

    expect(await failureOf({ url: origin }, { overrides: { network } })).toMatchObject({ code: 'address_blocked' });
    expect(await failureOf({ url: origin }, { overrides: { network: listed } })).toMatchObject({ code: 'host_not_allowed' });
    expect(own.received).toHaveLength(0);
  });

  it.each(['file:///etc/passwd', 'ftp://example.test/', 'http://user:pass@127.0.0.1/', 'http://['])(
    'to %s are refused',
    async (location) => {
      const { origin } = await startServer(() => to(location));

      expect(await failureOf({ url: origin })).toMatchObject({ code: 'bad_url' });
    },
  );

  it('end when there are too many', async () => {
    const { origin, received } = await startServer(() => to('/again'));

    const failure = await failureOf({ url: origin, redirect: { max: 3 } });

    expect(failure).toMatchObject({ code: 'too_many_redirects', kind: 'user' });
    expect(received).toHaveLength(4);
  });

  it('are answers when they are not followed', async () => {
    const { origin, received } = await startServer(() => to('/b'));

    const output = await outputOf({ url: origin, redirect: { follow: false } });

    expect(output).toMatchObject({ status: 302, headers: { location: '/b' } });
    expect(received).toHaveLength(1);
  });

  it('without a place to go are answers', async () => {
    const { origin } = await startServer(() => ({ status: 302 }));

    expect((await outputOf({ url: origin, expectStatus: 302 })).status).toBe(302);
  });
});
