import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUrl, withQuery } from './request-url.ts';

describe('withQuery', () => {
  it('carries any names and values unchanged', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => text !== '__proto__');
    fc.assert(
      fc.property(fc.dictionary(name, fc.array(fc.string())), (query) => {
        const url = withQuery(new URL('https://example.test/a?kept=1'), { ...query, kept: '2' });

        const expected = Object.entries({ ...query, kept: ['2'] }).filter(([, values]) => values.length > 0);
        const found = [...new Set(url.searchParams.keys())].map((key) => [key, url.searchParams.getAll(key)]);
        expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
      }),
    );
  });

  it('leaves the parameters of the address as they are written', () => {
    expect(withQuery(new URL('https://example.test/?a=x%20y&b=1+2&c'), { d: 1 }).search).toBe('?a=x%20y&b=1+2&c&d=1');
    expect(withQuery(new URL('https://example.test/?a=x%20y'), {}).search).toBe('?a=x%20y');
  });

  it('replaces a parameter under any spelling of its name', () => {
    expect(withQuery(new URL('https://example.test/?%61=1&b=2'), { a: 3 }).search).toBe('?b=2&a=3');
  });
});

describe('parseUrl', () => {
  it('never repeats a secret in its messages', () => {
    for (const text of ['hush', 'nonsense?token=hush', 'https://user:hush@example.test/', 'ftp://example.test/?token=hush']) {
      expect(() => parseUrl(text)).toThrow(expect.not.objectContaining({ message: expect.stringContaining('hush') }));
    }
  });
});
