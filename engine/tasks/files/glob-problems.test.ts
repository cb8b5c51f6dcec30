import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileGlob } from './glob.ts';
import { globProblem, globProblems } from './glob-problems.ts';

function compiles(pattern: string): boolean {
  try {
    compileGlob(pattern);
    return true;
  } catch {
    return false;
  }
}

describe('globProblem', () => {
  it('finds exactly what cannot be compiled', () => {
    const pattern = fc
      .array(fc.constantFrom('a', 'b', 'z', '-', '!', '*', '**', '?', '[', ']', '{', '}', ',', '/', '\\', '^', '.'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(pattern, (text) => {
        expect(globProblem(text) === null, text).toBe(compiles(text));
      }),
      { numRuns: 5000 },
    );
  });

  it('takes a hyphen at the start of a set for itself', () => {
    expect(compileGlob('[!-*]').matches('x')).toBe(true);
    expect(compileGlob('[!-*]').matches('-')).toBe(false);
    expect(compileGlob('[-a]').matches('-')).toBe(true);
  });

  it('points at the brace and at the range', () => {
    expect(globProblem('in/{a,b')).toMatchObject({ start: 3, end: 4, message: expect.stringContaining('no }') });
    expect(globProblem('in/[z-a]*')).toMatchObject({ start: 3, end: 8 });
  });

  it('leaves patterns with expressions to the run', () => {
    expect(globProblems({ pattern: '{{ inputs.folder }}/{a' })).toEqual([]);
    expect(globProblems({ pattern: '{a' })).toMatchObject([{ path: ['pattern'] }]);
  });
});
