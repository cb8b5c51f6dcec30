import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyTextEdits } from '../../engine/workflow/patch/text-edit.ts';
import { nothingSelected, selectTasks } from './selection.ts';
import { type Edited, noSteps, recordStep, type Steps, stepBack, stepForward } from './steps.ts';
import { arbitraryTextEdits, arbitraryUnits } from './testing/arbitrary-text-edits.ts';

const edited = (text: string, edits: Edited['edits'], rest: Partial<Edited> = {}): Edited => ({
  ...{ label: 'Edit', gesture: null, at: 0, before: nothingSelected, after: nothingSelected, isWhole: false },
  ...{ text, edits, ...rest },
});
const insert = (offset: number, text: string) => [{ offset, length: 0, text }];

/** Types characters one by one at the end, each so many milliseconds after the one before. */
function typeOut(characters: string, gapMs: number): { readonly text: string; readonly steps: Steps } {
  let text = '';
  let steps = noSteps;
  for (const [index, character] of [...characters].entries()) {
    const edits = insert(text.length, character);
    steps = recordStep(steps, edited(text, edits, { label: 'Typing', gesture: 'typing', at: index * gapMs }));
    text = applyTextEdits(text, edits);
  }
  return { text, steps };
}

describe('steps', () => {
  it('of one gesture are one, undone at once, with the selection from before the first', () => {
    const first = recordStep(noSteps, edited('', insert(0, 'a'), { gesture: 'move', at: 0, before: selectTasks(['x']) }));
    const both = recordStep(first, edited('a', insert(1, 'b'), { gesture: 'move', at: 999, after: selectTasks(['y']) }));

    expect(both.past).toHaveLength(1);
    expect(both.past[0]).toMatchObject({ before: selectTasks(['x']), after: selectTasks(['y']), edits: [insert(0, 'ab')] });
    expect(stepBack(both, 'ab')).toMatchObject({ text: '', selection: selectTasks(['x']) });
  });

  it('are apart after a rest, and when their gestures differ', () => {
    expect(typeOut('abcd', 999).steps.past).toHaveLength(1);
    expect(typeOut('abcd', 1000).steps.past).toHaveLength(4);
    const other = recordStep(typeOut('a', 0).steps, edited('a', insert(1, 'b'), { gesture: 'move' }));
    expect(other.past).toHaveLength(2);
    const none = recordStep(other, edited('ab', insert(2, 'c')));
    expect(recordStep(none, edited('abc', insert(3, 'd'))).past).toHaveLength(4);
  });

  it('that take themselves back within one gesture are none', () => {
    const there = recordStep(noSteps, edited('a', insert(1, 'b'), { gesture: 'move' }));
    const back = recordStep(there, edited('ab', [{ offset: 1, length: 1, text: '' }], { gesture: 'move' }));
    expect(back).toEqual(noSteps);
  });

  it('after an undo begin a new gesture and forget what was undone', () => {
    const { text, steps } = typeOut('ab', 1000);
    const undone = stepBack(steps, text);
    expect(undone?.text).toBe('a');
    const next = recordStep(undone?.steps ?? noSteps, edited('a', insert(1, 'c'), { gesture: 'typing', at: 10 }));
    expect(next.past.map(({ edits }) => edits)).toEqual([[insert(0, 'a')], [insert(1, 'c')]]);
    expect(next.future).toEqual([]);
  });

  it('are a thousand at most, the newest', () => {
    let steps = noSteps;
    for (let at = 0; at < 1100; at += 1) steps = recordStep(steps, edited('', insert(0, String(at))));
    expect(steps.past).toHaveLength(1000);
    expect(steps.past[0]?.edits).toEqual([insert(0, '100')]);
  });

  it('lead back to the first text and forth to the last, byte for byte, however they were merged, also after a restart', () => {
    const move = fc.record({ picks: fc.array(fc.nat(), { minLength: 24, maxLength: 24 }), gesture: fc.constantFrom(null, 'a', 'b') });
    fc.assert(
      fc.property(arbitraryUnits, fc.array(move, { maxLength: 12 }), (first, moves) => {
        let text = first;
        let steps = noSteps;
        for (const { picks, gesture } of moves) {
          const edits = arbitraryTextEdits(text, picks[Symbol.iterator]());
          steps = recordStep(steps, edited(text, edits, { gesture }));
          text = applyTextEdits(text, edits);
        }
        steps = JSON.parse(JSON.stringify(steps)) as Steps;
        const last = text;
        for (let back = stepBack(steps, text); back; back = stepBack(steps, text)) ({ steps, text } = back);
        expect(text).toBe(first);
        for (let forth = stepForward(steps, text); forth; forth = stepForward(steps, text)) ({ steps, text } = forth);
        expect(text).toBe(last);
      }),
      { numRuns: 500 },
    );
  });
});
