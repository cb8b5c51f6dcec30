import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalJson } from '../equal.ts';
import type { Json } from '../json.ts';
import { arbitraryWorkflow } from '../testing/arbitraries.ts';
import { patchText } from './patch-text.ts';
import { arbitrarySpelling, mutate, spell } from './testing/arbitrary-text.ts';
import { applyTextEdits, type TextEdit } from './text-edit.ts';

const seeds = fc.array(fc.nat(), { minLength: 1, maxLength: 5 });
const fresh = fc.array(fc.jsonValue({ maxDepth: 3, depthSize: 'small' }) as fc.Arbitrary<Json>, { minLength: 1, maxLength: 3 });
const documents = fc.oneof(arbitraryWorkflow() as fc.Arbitrary<Json>, fc.jsonValue({ maxDepth: 5 }) as fc.Arbitrary<Json>);
const cases = fc.record({ before: documents, spelling: arbitrarySpelling, seeds, fresh });

function patched(text: string, before: Json, after: Json): { readonly text: string; readonly edits: readonly TextEdit[] } {
  const edits = patchText(text, before, after);
  if (!edits.ok) throw new Error(edits.failure.message);
  return { text: applyTextEdits(text, edits.value), edits: edits.value };
}

describe('patchText on generated documents', () => {
  it('gives a text that parses to the new document, and back again', () => {
    fc.assert(
      fc.property(cases, ({ before, spelling, seeds, fresh }) => {
        const text = spell(before, spelling);
        const after = mutate(before, seeds, fresh);

        const there = patched(text, before, after);
        const back = patched(there.text, after, before);

        expect(equalJson(JSON.parse(there.text), after)).toBe(true);
        expect(equalJson(JSON.parse(back.text), before)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives no edits where nothing changed, even when nothing is shared', () => {
    fc.assert(
      fc.property(cases, ({ before, spelling }) => {
        expect(patched(spell(before, spelling), before, structuredClone(before)).edits).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('gives edits in the order of the text that do not overlap', () => {
    fc.assert(
      fc.property(cases, ({ before, spelling, seeds, fresh }) => {
        const text = spell(before, spelling);

        const { edits } = patched(text, before, mutate(before, seeds, fresh));

        let end = 0;
        for (const edit of edits) {
          expect(edit.offset).toBeGreaterThanOrEqual(end);
          end = edit.offset + edit.length;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });

  it('changes nothing outside the one task that differs', () => {
    const field = fc.constantFrom('name', 'description', 'timeout', 'with');
    fc.assert(
      fc.property(arbitraryWorkflow(), arbitrarySpelling, fc.nat(), field, (workflow, spelling, pick, field) => {
        const ids = Object.keys(workflow.tasks);
        const id = ids[pick % ids.length] as string;
        const value = field === 'with' ? { made: ['up'] } : '7s';
        const after = { ...workflow, tasks: { ...workflow.tasks, [id]: { ...workflow.tasks[id], [field]: value } } };
        const marked = { ...workflow, tasks: { ...workflow.tasks, [id]: 'THE TASK' } };
        const style = { ...spelling, shuffle: 0, inlineLeaves: false };
        const around = spell(marked as Json, style).split('"THE TASK"');

        const { text } = patched(spell(workflow as Json, style), workflow as Json, after as Json);

        expect(text.startsWith(around[0] as string)).toBe(true);
        expect(text.endsWith(around[1] as string)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('gives on a text of one regular style what writing the new document in that style gives', () => {
    const styles = fc.constantFrom('', '  ', '    ', '\t').map((unit) => ({
      ...{ unit, eol: '\n', colon: unit ? ': ' : ':', comma: ',', shuffle: 0, end: '\n', inlineLeaves: false },
    }));
    const task = { type: 'log.write', with: { message: 'hello', list: { of: { things: true } } } };
    fc.assert(
      fc.property(arbitraryWorkflow({ extras: false }), styles, (workflow, style) => {
        const after = { ...workflow, tasks: { ...workflow.tasks, zz_added: task } };

        expect(patched(spell(workflow as Json, style), workflow as Json, after as Json).text).toBe(spell(after as Json, style));
      }),
      { numRuns: 300 },
    );
  });
});
