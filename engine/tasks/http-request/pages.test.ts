import { describe, expect, it } from 'vitest';
import { json, startServer } from '../network/testing/http-server.ts';
import { createTestContext } from '../testing/context.ts';
import { httpRequestParameters } from './manifest.ts';
import { failureOf, outputOf } from './testing/run.ts';

const pageOf = (url: string, name = 'page') => Number(new URL(url, 'http://x').searchParams.get(name) ?? 1);

describe('pages by links', () => {
  it('follow the Link header and keep credentials on the same origin', async () => {
    const { origin, received } = await startServer(({ url }) => {
      const page = pageOf(url);
      const link = `<${origin}/first>; rel="first", </list?page=${page + 1}&q=a,b>; title="x, y"; rel="last next"`;
      return json([page], page < 3 ? { headers: { link } } : {});
    });

    const output = await outputOf({
      url: `${origin}/list`,
      query: { size: 1 },
      auth: { type: 'bearer', token: 't' },
      paginate: { type: 'link' },
    });

    expect(output).toMatchObject({ body: [1, 2, 3], pages: 3, complete: true });
    expect(received.map((request) => request.url)).toEqual(['/list?size=1', '/list?page=2&q=a,b', '/list?page=3&q=a,b']);
    expect(received.map((request) => request.headers.authorization)).toEqual(['Bearer t', 'Bearer t', 'Bearer t']);
  });

  it('may stand in the body, and carry no credentials to another origin', async () => {
    const other = await startServer(() => json({ data: { items: ['b'] }, next: null }));
    const home = await startServer(() => json({ data: { items: ['a'] }, next: `${other.origin}/2` }));

    const output = await outputOf({
      url: home.origin,
      auth: { type: 'basic', username: 'u', password: 'p' },
      paginate: { type: 'link', nextPath: 'next', items: 'data.items' },
    });

    expect(output).toMatchObject({ body: ['a', 'b'], pages: 2, complete: true });
    expect(home.received[0]?.headers).toHaveProperty('authorization');
    expect(other.received[0]?.headers).not.toHaveProperty('authorization');
  });

  it('to a forbidden address are refused', async () => {
    const { origin } = await startServer(() => json([1], { headers: { link: '<http://169.254.169.254/>; rel=next' } }));

    expect(await failureOf({ url: origin, paginate: { type: 'link' } })).toMatchObject({ code: 'address_blocked' });
  });

  it('that lead to the same page are the end', async () => {
    const { origin, received } = await startServer(() => json([1], { headers: { link: '</>; rel=next' } }));

    expect(await outputOf({ url: origin, paginate: { type: 'link' } })).toMatchObject({ body: [1], pages: 1, complete: true });
    expect(received).toHaveLength(1);
  });
});

describe('pages by cursor', () => {
  const cursors: Record<string, string | null> = { '': 'c 1', 'c 1': 'c2', c2: null };

  it('carry the cursor in the query', async () => {
    const { origin, received } = await startServer(({ url }) => {
      const cursor = new URL(url, 'http://x').searchParams.get('after') ?? '';
      return json({ items: [cursor], meta: { next: cursors[cursor] } });
    });

    const paginate = { type: 'cursor', cursorPath: 'meta.next', parameter: 'after', items: 'items' };
    const output = await outputOf({ url: `${origin}/?q=1`, paginate });

    expect(output).toMatchObject({ body: ['', 'c 1', 'c2'], pages: 3, complete: true });
    expect(received.map((request) => request.url)).toEqual(['/?q=1', '/?q=1&after=c%201', '/?q=1&after=c2']);
  });

  it('carry the cursor in the body', async () => {
    const { origin, received } = await startServer(({ body }) => {
      const { cursor = '' } = JSON.parse(body.toString());
      return json({ items: [cursor], next: cursors[cursor] });
    });

    const paginate = { type: 'cursor', cursorPath: 'next', parameter: 'cursor', in: 'body', items: 'items' };
    const output = await outputOf({ url: origin, method: 'POST', body: { q: 1 }, paginate });

    expect(output.body).toEqual(['', 'c 1', 'c2']);
    expect(received.map((request) => JSON.parse(request.body.toString()))).toEqual([
      { q: 1 },
      { q: 1, cursor: 'c 1' },
      { q: 1, cursor: 'c2' },
    ]);
  });

  it('end when the server repeats its cursor', async () => {
    const { origin } = await startServer(() => json({ items: [1], next: 'same' }));

    const output = await outputOf({ url: origin, paginate: { type: 'cursor', cursorPath: 'next', parameter: 'c', items: 'items' } });

    expect(output).toMatchObject({ pages: 2, complete: true });
  });
});

describe('pages by number', () => {
  it('end with an empty one', async () => {
    const { origin, received } = await startServer(({ url }) => json(pageOf(url) < 3 ? [pageOf(url)] : []));

    const output = await outputOf({ url: origin, paginate: { type: 'page', parameter: 'page' } });

    expect(output).toMatchObject({ body: [1, 2], pages: 3, complete: true });
    expect(received.map((request) => request.url)).toEqual(['/?page=1', '/?page=2', '/?page=3']);
  });

  it('end with a short one when the size is known, and may count by offset', async () => {
    const { origin, received } = await startServer(({ url }) => json([0, 1, 2, 3, 4].slice(pageOf(url, 'offset')).slice(0, 2)));

    const paginate = { type: 'page', parameter: 'offset', start: 0, step: 2, size: 2, sizeParameter: 'limit' };
    const output = await outputOf({ url: origin, paginate });

    expect(output).toMatchObject({ body: [0, 1, 2, 3, 4], pages: 3, complete: true });
    expect(received.map((request) => request.url)).toEqual(['/?limit=2&offset=0', '/?limit=2&offset=2', '/?limit=2&offset=4']);
  });
});

describe('the limits of pages', () => {
  it('cut the list, and say so in the output and in the log', async () => {
    const { origin, received } = await startServer(({ url }) => json([pageOf(url)]));
    const context = createTestContext();

    const output = await outputOf({ url: origin, paginate: { type: 'page', parameter: 'page', maxPages: 2 } }, { context });

    expect(output).toMatchObject({ body: [1, 2], pages: 2, complete: false });
    expect(received).toHaveLength(2);
    expect(context.logs).toMatchObject([{ level: 'warn', text: expect.stringContaining('maxPages') }]);
  });

  it('are 100 pages unless another number is given', async () => {
    const { origin } = await startServer(({ url }) => json([pageOf(url)]));

    expect(await outputOf({ url: origin, paginate: { type: 'page', parameter: 'page' } })).toMatchObject({ pages: 100, complete: false });
  });

  it('count the bytes of all pages together', async () => {
    const { origin } = await startServer(({ url }) => json([`${pageOf(url)}`.padEnd(400)]));

    const failure = await failureOf({ url: origin, maxBytes: 1000, paginate: { type: 'page', parameter: 'page' } });

    expect(failure).toMatchObject({ code: 'response_too_large' });
  });

  it('fail a page without a list, naming where it was looked for', async () => {
    const { origin } = await startServer(() => json({ constructor: 1, list: { length: 5 } }));

    for (const items of ['data.items', 'list', 'list.length', '__proto__', 'toString']) {
      const failure = await failureOf({ url: origin, paginate: { type: 'page', parameter: 'page', items } });
      expect(failure).toMatchObject({ code: 'page_without_items', message: expect.stringContaining(items) });
    }
  });

  it('fail when a later page fails', async () => {
    const { origin } = await startServer(({ url }) => (pageOf(url) === 2 ? { status: 500 } : json([1])));

    expect(await failureOf({ url: origin, paginate: { type: 'page', parameter: 'page' } })).toMatchObject({ code: 'http_status' });
  });

  it('do not go together with saveTo', () => {
    expect(httpRequestParameters.safeParse({ url: 'http://x.test', saveTo: 'a', paginate: { type: 'link' } }).success).toBe(false);
  });
});
