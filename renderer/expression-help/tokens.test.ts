import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expressionTokens } from './tokens.ts';

const kinds = (source: string) => expressionTokens(source).map(({ kind, text }) => `${kind} ${text}`);

describe('expressionTokens', () => {
  it('tells names, members, functions and words apart', () => {
    expect(kinds('size(tasks.fetch) in null')).toEqual([
      'function size',
      'bracket (',
      'name tasks',
      'operator .',
      'property fetch',
      'bracket )',
      'keyword in',
      'keyword null',
    ]);
  });

  it('keeps texts whole, closed or not', () => {
    expect(kinds(`'it\\'s' + "a`)).toEqual([`string 'it\\'s'`, 'operator +', 'string "a']);
    expect(kinds('"""a "b"\n""" r"\\d"')).toEqual(['string """a "b"\n"""', 'string r"\\d"']);
  });

  it('covers everything but white space, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab1."\'\\ \n/()[]{}?!=&|:,+-*<>_r') }), (source) => {
        let at = 0;
        for (const { start, end, text } of expressionTokens(source)) {
          expect(source.slice(at, start).trim()).toBe('');
          expect(source.slice(start, end)).toBe(text);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(source.slice(at).trim()).toBe('');
      }),
    );
  });
});
