import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecentCache } from './cache.ts';

describe('RecentCache', () => {
  it('makes a value once while it is used', () => {
    const cache = new RecentCache<number>(200);
    let made = 0;
    for (let round = 0; round < 100; round++) {
      expect(cache.get('kept', () => ++made)).toBe(1);
      cache.get(`other ${round}`, () => 0);
    }
    expect(made).toBe(1);
  });

  it('makes a value again when it was forgotten', () => {
    const cache = new RecentCache<number>(200);
    let made = 0;
    cache.get('first', () => ++made);
    for (let round = 0; round < 100; round++) cache.get(`other ${round}`, () => 0);
    expect(cache.get('first', () => ++made)).toBe(2);
  });

  it('does not keep what is too large for it', () => {
    const cache = new RecentCache<number>(200);
    expect(cache.get('x'.repeat(300), () => 1)).toBe(1);
    expect(cache.size).toBe(0);
  });

  it('never holds more than its capacity', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 })), fc.integer({ min: 40, max: 400 }), (keys, capacity) => {
        const cache = new RecentCache<string>(capacity);
        for (const key of keys) {
          expect(cache.get(`${key}`, (text) => `made ${text}`)).toBe(`made ${key}`);
          expect(cache.size * 17).toBeLessThanOrEqual(capacity);
        }
      }),
    );
  });
});
