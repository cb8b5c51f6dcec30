import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CacheKeyParts, cacheKeyText, canonicalJson, explainCacheMiss } from './cache-key.ts';

const parts: CacheKeyParts = { type: 'http.request', version: 1, parameters: { url: 'x', n: 1 }, files: { 'a.csv': 'h1' } };

describe('the cache key', () => {
  it('is the same for equal values, however their keys are ordered', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value as never))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('differs when any part does', () => {
    const others: CacheKeyParts[] = [
      { ...parts, type: 'other' },
      { ...parts, version: 2 },
      { ...parts, parameters: { url: 'x', n: 2 } },
      { ...parts, files: { 'a.csv': 'h2' } },
    ];
    expect(new Set([parts, ...others].map(cacheKeyText)).size).toBe(5);
  });

  it('says in plain words why a result is not reused', () => {
    expect(explainCacheMiss(parts, parts)).toEqual([]);
    expect(explainCacheMiss(parts, { ...parts, type: 'other' })).toEqual(['the type changed from http.request to other']);
    expect(explainCacheMiss(parts, { ...parts, version: 2 })).toEqual(['the task type changed from version 1 to 2']);
    expect(explainCacheMiss(parts, { ...parts, parameters: { url: 'y', m: 1 } })).toEqual([
      'the parameter url changed',
      'the parameter n changed',
      'the parameter m changed',
    ]);
    expect(explainCacheMiss({ ...parts, parameters: 'k1' }, { ...parts, parameters: 'k2' })).toEqual(['the cache key changed']);
    expect(explainCacheMiss(parts, { ...parts, files: { 'b.csv': 'h1' } })).toEqual(['the file a.csv changed', 'the file b.csv changed']);
  });
});
