import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyTextEdits } from '../../engine/workflow/patch/text-edit.ts';
import { arbitraryTextEdits, arbitraryUnits } from './testing/arbitrary-text-edits.ts';
import { inOrder, invertEdits, spanBetween } from './text-span.ts';

describe('inverse edits', () => {
  it('take any text back, byte for byte', () => {
    fc.assert(
      fc.property(arbitraryUnits, fc.infiniteStream(fc.nat()), (text, picks) => {
        const edits = arbitraryTextEdits(text, picks);
        expect(applyTextEdits(applyTextEdits(text, edits), invertEdits(text, edits))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('take back several insertions at one place', () => {
    const edits = [
      { offset: 1, length: 0, text: 'x' },
      { offset: 1, length: 0, text: 'yy' },
    ];
    expect(applyTextEdits('ab', edits)).toBe('axyyb');
    expect(applyTextEdits('axyyb', invertEdits('ab', edits))).toBe('ab');
  });
});

describe('the span between two texts', () => {
  it('takes one to the other, and has nothing at its ends that both have', () => {
    fc.assert(
      fc.property(arbitraryUnits, arbitraryUnits, (before, after) => {
        const span = spanBetween(before, after);
        expect(applyTextEdits(before, span)).toBe(after);
        const [edit] = span;
        expect(edit === undefined).toBe(before === after);
        if (!edit) return;
        const taken = before.slice(edit.offset, edit.offset + edit.length);
        if (taken === '' || edit.text === '') return;
        expect(taken.charCodeAt(0)).not.toBe(edit.text.charCodeAt(0));
        expect(taken.charCodeAt(taken.length - 1)).not.toBe(edit.text.charCodeAt(edit.text.length - 1));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('edits in order', () => {
  it('keep the order of those at one place', () => {
    const [a, b, c] = [5, 1, 1].map((offset, index) => ({ offset, length: 0, text: String(index) }));
    expect(inOrder([a, b, c].filter((edit) => edit !== undefined))).toEqual([b, c, a]);
  });
});
