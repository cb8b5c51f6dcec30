import { describe, expect, it } from 'vitest';
import { nextLink } from './next-page.ts';

describe('nextLink', () => {
  it.each([
    ['<https://a.test/?page=2>; rel="next"', 'https://a.test/?page=2'],
    ['</2>; rel=next', '/2'],
    ['</1>; rel=prev, </3>; rel=next', '/3'],
    ['</1>;rel="prev first",</3>;title="a, <b>; rel=next";rel="last next"', '/3'],
    ['</2>; REL="NEXT"', '/2'],
    ['</a,b;c>; rel="next"', '/a,b;c'],
    ['</2>; rel="nextish"', null],
    ['</2>; title="rel=next"', null],
    ['</2>', null],
    ['', null],
  ])('in %j is %j', (link, expected) => {
    expect(nextLink({ link })).toBe(expected);
  });

  it('takes no long time over a hostile header', () => {
    expect(nextLink({ link: `<${'<'.repeat(50_000)}` })).toBeNull();
    expect(nextLink({ link: `</>${'; a'.repeat(20_000)}` })).toBeNull();
    expect(nextLink({ link: `</>;${' '.repeat(50_000)}` })).toBeNull();
  });
});
