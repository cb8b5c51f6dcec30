import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlob } from './glob.ts';

const names = ['a.csv', 'b.csv', 'ab.json', 'x/a.csv', 'x/y/a.csv', 'x/y/b.txt', 'a[1].csv', 'a+b.csv', 'a,b.csv', '{a}.csv'];

function matching(pattern: string): string[] {
  const glob = compileGlob(pattern);
  const prefix = glob.base === '.' ? '' : `${glob.base}/`;
  return names.filter((name) => name.startsWith(prefix) && glob.matches(name.slice(prefix.length)));
}

describe('compileGlob', () => {
  it.each([
    ['*.csv', ['a.csv', 'b.csv', 'a[1].csv', 'a+b.csv', 'a,b.csv', '{a}.csv']],
    ['./?.csv', ['a.csv', 'b.csv']],
    ['**/*.csv', ['a.csv', 'b.csv', 'x/a.csv', 'x/y/a.csv', 'a[1].csv', 'a+b.csv', 'a,b.csv', '{a}.csv']],
    ['x/**', ['x/a.csv', 'x/y/a.csv', 'x/y/b.txt']],
    ['x/**/a.csv', ['x/a.csv', 'x/y/a.csv']],
    ['**/y/*', ['x/y/a.csv', 'x/y/b.txt']],
    ['[ab].csv', ['a.csv', 'b.csv']],
    ['[!a].csv', ['b.csv']],
    ['{a,ab}.{csv,json}', ['a.csv', 'ab.json']],
    ['{a,x/y/a}.csv', ['a.csv', 'x/y/a.csv']],
    ['a+b.csv', ['a+b.csv']],
    ['a,b.csv', ['a,b.csv']],
    ['a[[]1].csv', ['a[1].csv']],
    ['x/a.csv', ['x/a.csv']],
    ['nothing*', []],
  ])('%s', (pattern, expected) => {
    expect(matching(pattern)).toEqual(expected);
  });

  it('takes the folder before the first wildcard as its base', () => {
    expect(compileGlob('in/box/*/x').base).toBe('in/box');
    expect(compileGlob('*.csv').base).toBe('.');
    expect(compileGlob('/data/*.csv').base).toBe('/data');
    expect(compileGlob('/*.csv').base).toBe('/');
  });

  it('answers at once where a backtracking matcher would hang', () => {
    const name = 'a'.repeat(250);

    expect(compileGlob(`${'*a'.repeat(40)}*b`).matches(name)).toBe(false);
    expect(compileGlob(`${'**/'.repeat(40)}b`).matches('a/'.repeat(120))).toBe(false);
  });

  it('refuses what it cannot read', () => {
    expect(() => compileGlob('{a,b')).toThrow('{a,b');
    expect(() => compileGlob('[z-a]')).toThrow('range');
  });

  it('matches a name without wildcards exactly', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', 'b', '.', '+', '(', ')', '$', '^', '|', '\\', ',', '}', ' ', 'é'), minLength: 1 });

    fc.assert(
      fc.property(plain, plain, (name, other) => {
        fc.pre(!name.startsWith('./') && !other.startsWith('./'));
        expect(compileGlob(name).matches(other)).toBe(name === other);
      }),
    );
  });
});
