import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reuse } from './reuse.ts';

describe('reuse', () => {
  it('gives the old value itself when nothing changed', () => {
    const before = { a: { b: [1, { c: 2 }] }, d: null };
    expect(reuse(before, structuredClone(before))).toBe(before);
  });

  it('keeps what did not change identical around what did', () => {
    const before = { tasks: { a: { type: 'x', with: { n: 1 } }, b: { type: 'y', needs: ['a'] } }, layout: { tasks: { a: [1, 2] } } };
    const after = structuredClone(before);
    after.tasks.a.with.n = 2;

    const result = reuse(before, after);

    expect(result).toEqual(after);
    expect(result.tasks.b).toBe(before.tasks.b);
    expect(result.layout).toBe(before.layout);
    expect(result.tasks).not.toBe(before.tasks);
  });

  it('takes another order of keys for another object, whose members are the old ones', () => {
    const before = { a: { n: 1 }, b: { n: 2 } };
    const result = reuse(before, { b: { n: 2 }, a: { n: 1 } });
    expect(Object.keys(result)).toEqual(['b', 'a']);
    expect(result.a).toBe(before.a);
  });

  it('tells lists from objects, a missing key from one without a value, and 0 from nothing', () => {
    expect(reuse([1], { 0: 1 })).toEqual({ 0: 1 });
    expect(reuse({ 0: 1 }, [1])).toEqual([1]);
    expect(Object.hasOwn(reuse({}, { a: undefined }), 'a')).toBe(true);
    expect(reuse({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
    expect(reuse([1, 2, 3], [1, 2])).toEqual([1, 2]);
    expect(reuse(null, {})).toEqual({});
    expect(reuse({}, null)).toBeNull();
  });

  it('never reaches into the prototype of objects', () => {
    const evil: unknown = JSON.parse('{"__proto__": {"admin": true}, "constructor": 1}');
    const result = reuse({}, evil) as { readonly admin?: boolean };
    expect(result.admin).toBeUndefined();
    expect(JSON.stringify(result)).toBe('{"__proto__":{"admin":true},"constructor":1}');
  });

  it('always gives what it was given', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        const [old, now] = [JSON.stringify(before), JSON.stringify(after)];
        expect(JSON.stringify(reuse(before, after))).toBe(now);
        expect(JSON.stringify(before)).toBe(old);
        expect(reuse(after, structuredClone(after))).toBe(after);
      }),
      { numRuns: 500 },
    );
  });
});
