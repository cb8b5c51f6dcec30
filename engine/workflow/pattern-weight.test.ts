import { describe, expect, it } from 'vitest';
import { patternWeight } from './pattern-weight.ts';

describe('patternWeight', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['[a-z0-9_]', 1],
    ['[]a]', 1],
    ['\\{3}', 3],
    ['\\p{Greek}x', 2],
    ['a{3}', 4],
    ['a{2,5}', 5],
    ['a{7,}', 8],
    ['(ab){1,10}', 30],
    ['(a{1,30}){1,30}', 930],
    ['((a{1,10}){1,10}){1,10}', 1110],
    ['{', 1],
    ['a{x}', 4],
    ['(a', 1],
    [')a', 2],
  ])('takes %s for about %d states', (pattern, weight) => {
    expect(patternWeight(pattern)).toBe(weight);
  });
});
