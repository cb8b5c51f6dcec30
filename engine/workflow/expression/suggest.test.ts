import { describe, expect, it } from 'vitest';
import { closest } from './suggest.ts';

describe('closest', () => {
  it.each([
    ['stroe', ['fetch', 'store'], 'store'],
    ['Fetch', ['fetch'], 'fetch'],
    ['STORE', ['stone', 'store'], 'store'],
    ['fech', ['fetch'], 'fetch'],
    ['notificationn', ['notification', 'notify'], 'notification'],
    ['a', ['b'], null],
    ['nope', ['type'], null],
    ['same', ['same'], null],
    ['', ['a'], null],
    ['x', [], null],
  ])('of %j among %j is %j', (name, candidates, expected) => {
    expect(closest(name, candidates)).toBe(expected);
    const others = Array.from({ length: 300 }, (_, index) => `another_name_${index}`);
    expect(closest(name, new Set([...candidates, ...others]))).toBe(expected);
  });
});
