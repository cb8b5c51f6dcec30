import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalJson } from './equal.ts';

describe('equalJson', () => {
  it('ignores the order of keys and heeds the order of elements', () => {
    expect(equalJson({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBe(true);
    expect(equalJson([1, 2], [2, 1])).toBe(false);
  });

  it('takes a property that is undefined as absent', () => {
    expect(equalJson({ a: 1, b: undefined }, { a: 1 })).toBe(true);
    expect(equalJson({ a: undefined }, { b: undefined })).toBe(true);
    expect(equalJson({ a: undefined, b: 1 }, { a: 1 })).toBe(false);
  });

  it('tells lists, objects and null apart', () => {
    expect(equalJson([], {})).toBe(false);
    expect(equalJson({}, null)).toBe(false);
    expect(equalJson({ 0: 1 }, [1])).toBe(false);
  });

  it('reads own properties only', () => {
    expect(equalJson(JSON.parse('{"__proto__": 1}'), {})).toBe(false);
    expect(equalJson({ constructor: Object }, {})).toBe(false);
  });

  it('agrees with a comparison of canonical texts', () => {
    const tagged = (part: object) => ['an object', ...Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))];
    const canonical = (value: unknown): string =>
      JSON.stringify(value, (_key, part) => (part && typeof part === 'object' && !Array.isArray(part) ? tagged(part) : part));
    const small = fc.jsonValue({ maxDepth: 2, depthSize: 'xsmall' });
    fc.assert(fc.property(small, small, (a, b) => equalJson(a, b) === (canonical(a) === canonical(b))));
  });
});
