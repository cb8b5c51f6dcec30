import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonString } from './json-string.ts';
import { lineTokens } from './line-tokens.ts';

/** The pieces of a line with their kinds; white space left out. */
function pieces(line: string): readonly string[] {
  const tokens = lineTokens(line);
  return tokens
    .map(({ start, kind }, at) => [line.slice(start, tokens[at + 1]?.start ?? line.length), kind] as const)
    .filter(([text]) => text.trim() !== '')
    .map(([text, kind]) => `${text.trim()} ${kind}`);
}

describe('lineTokens', () => {
  it('tells keys, strings, numbers and words apart', () => {
    expect(pieces('  "a": [-1.5e3, "b", true, x],')).toEqual([
      '"a" key',
      ': delimiter',
      '[ delimiter',
      '-1.5e3 number',
      ', delimiter',
      '"b" string',
      ', delimiter',
      'true keyword',
      ', delimiter',
      'x invalid',
      '] delimiter',
      ', delimiter',
    ]);
  });

  it('colours expressions in strings', () => {
    expect(pieces('"m": "n {{ size(tasks.a) }}!"').slice(2)).toEqual([
      '"n string',
      '{{ expression.brace',
      'size expression.function',
      '( expression.bracket',
      'tasks expression.name',
      '. expression.operator',
      'a expression.property',
      ') expression.bracket',
      '}} expression.brace',
      '!" string',
    ]);
    expect(pieces('"when": "run.id"').slice(2)).toEqual([
      '" string',
      'run expression.name',
      '. expression.operator',
      'id expression.property',
      '" string',
    ]);
  });

  it('colours texts of expressions that are escaped in the string', () => {
    expect(pieces('"{{ \\"}}\\" + 1 }}"')).toEqual([
      '" string',
      '{{ expression.brace',
      '\\"}}\\" expression.string',
      '+ expression.operator',
      '1 expression.number',
      '}} expression.brace',
      '" string',
    ]);
  });

  it('goes forward on every line', () => {
    const line = fc.string({ unit: fc.constantFrom('"', '\\', '{{', '}}', 'a', ' ', ':', '1', 'u00', '.', '(', '\t', '"when": "') });
    fc.assert(
      fc.property(line, (text) => {
        let last = -1;
        for (const { start } of lineTokens(text)) {
          expect(start).toBeGreaterThan(last);
          expect(start).toBeLessThan(Math.max(1, text.length));
          last = start;
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('readJsonString', () => {
  it('reads what JSON reads, and finds every unit again', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', '\\', '\n', 'é', '\u0001', '😀') }), (value) => {
        const raw = JSON.stringify(value);
        const string = readJsonString(raw);

        expect(string.value).toBe(value);
        for (let index = 0; index <= value.length; index++) expect(string.index(string.written(index))).toBe(index);
        expect(string.written(value.length)).toBe(raw.length - 1);
      }),
    );
  });
});
