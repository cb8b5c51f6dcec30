import { describe, expect, it } from 'vitest';
import { closedBraces, expressionAt, matching, overSpace } from './caret.ts';
import { highlighted } from './highlight.ts';

/** The caret is where the bar is. */
function at(text: string, isBare = false) {
  const caret = text.indexOf('|');
  return expressionAt(text.replace('|', ''), caret, isBare);
}

describe('the expression around the caret', () => {
  it('is found inside of braces, closed or not', () => {
    expect(at('day={{ inputs.|day }}!')).toEqual({ source: ' inputs.day ', start: 6 });
    expect(at('{{ inputs.|')).toEqual({ source: ' inputs.', start: 2 });
    expect(at('{{|}}')).toEqual({ source: '', start: 2 });
    expect(at('{{ a| x {{ b }}')).toEqual({ source: ' a x ', start: 2 });
  });

  it('is none outside of them', () => {
    expect(at('day|={{ inputs.day }}')).toBe(null);
    expect(at('{{ a }}| b')).toBe(null);
    expect(at('{|{ a }}')).toBe(null);
  });

  it('is the whole text where no braces are needed', () => {
    expect(at('inputs.|day', true)).toEqual({ source: 'inputs.day', start: 0 });
    expect(at('{{ inputs.|day }}', true)).toEqual({ source: ' inputs.day ', start: 2 });
  });

  it('takes the space that a person types after the braces for the one that is there', () => {
    expect(overSpace('{{  }}', '{{   }}', 4)).toBe(3);
    expect(overSpace('a {{  }} b', 'a {{   }} b', 6)).toBe(5);
    expect(overSpace('{{ a }}', '{{ a  }}', 5)).toBe(null);
    expect(overSpace('{{ }}', '{{  }}', 4)).toBe(null);
    expect(overSpace('{{ x', '{{  x', 4)).toBe(null);
  });

  it('gets its closing braces when the second opening one is typed', () => {
    expect(closedBraces('a {', 'a {{', 4)).toEqual({ text: 'a {{  }}', caret: 5 });
    expect(closedBraces('a { }}', 'a {{ }}', 4)).toBe(null);
    expect(closedBraces('a {{', 'a {{{', 5)).toBe(null);
    expect(closedBraces('a', 'a {{', 4)).toBe(null);
  });

  it('is continued by names that begin with what is typed, then by those that hold it', () => {
    const offers = [
      { label: 'size', start: 0 },
      { label: 'inputs', start: 0 },
      { label: 'index', start: 0 },
    ];
    expect(matching(offers, 'in', 2).map(({ label }) => label)).toEqual(['inputs', 'index']);
    expect(matching(offers, 'ize', 3).map(({ label }) => label)).toEqual(['size']);
    expect(matching(offers, 'size', 4)).toEqual([]);
  });

  it('is coloured without losing a character', () => {
    for (const text of ['', 'plain', 'a {{ inputs.day + "x" }} b {{', '{{ a }}{{ b', '{{{{', '}} {{ // c }}']) {
      expect(
        highlighted(text, false)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
      expect(
        highlighted(text, true)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }
    expect(highlighted('x {{ inputs.day }}', false).map(({ kind }) => kind)).toContain('property');
  });
});
