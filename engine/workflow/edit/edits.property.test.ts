import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalJson } from '../equal.ts';
import { findCycles } from '../graph/cycles.ts';
import { scopeGraph } from '../graph/scope-graph.ts';
import { walkTasks } from '../graph/walk.ts';
import type { Json } from '../json.ts';
import { patchText } from '../patch/patch-text.ts';
import { arbitrarySpelling, spell } from '../patch/testing/arbitrary-text.ts';
import { applyTextEdits } from '../patch/text-edit.ts';
import { printWorkflow } from '../print.ts';
import { type Workflow, workflowSchema } from '../schema.ts';
import { arbitraryWorkflow } from '../testing/arbitraries.ts';
import { arbitraryEdit } from './testing/arbitrary-edit.ts';

const isAcyclic = (workflow: Workflow) =>
  [workflow.tasks, ...[...walkTasks(workflow)].map(({ task }) => task.tasks ?? {})].every(
    (tasks) => findCycles(scopeGraph(tasks)).length === 0,
  );

describe('any edits of any workflow', () => {
  it('keep it valid and acyclic, never change what they were given, and fit into the text as patches', () => {
    const kinds = { edits: 0, refusals: 0 };
    fc.assert(
      fc.property(
        arbitraryWorkflow(),
        fc.array(arbitraryEdit, { minLength: 1, maxLength: 4 }),
        arbitrarySpelling,
        (start, edits, spelling) => {
          let workflow = start;
          let text = spell(start as Json, spelling);
          for (const edit of edits) {
            const copy = structuredClone(workflow);
            const result = edit(workflow);
            expect(equalJson(workflow, copy)).toBe(true);
            kinds[result.ok ? 'edits' : 'refusals'] += 1;
            if (!result.ok) continue;
            expect(workflowSchema.safeParse(result.value).error).toBeUndefined();
            expect(isAcyclic(result.value)).toBe(true);

            const patch = patchText(text, workflow, result.value);
            const patched = applyTextEdits(text, patch.ok ? patch.value : []);
            expect(equalJson(JSON.parse(patched), result.value)).toBe(true);
            const undo = patchText(patched, result.value, workflow);
            expect(equalJson(JSON.parse(applyTextEdits(patched, undo.ok ? undo.value : [])), workflow)).toBe(true);
            workflow = result.value;
            text = patched;
          }
        },
      ),
      { numRuns: 1_000 },
    );
    expect(kinds.edits).toBeGreaterThan(kinds.refusals);
  });

  it('leave a text that looks as the printer writes it looking so', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), arbitraryEdit, (before, edit) => {
        const result = edit(before);
        if (!result.ok) return;
        const text = printWorkflow(before);
        const patch = patchText(text, before, result.value);
        const patched = applyTextEdits(text, patch.ok ? patch.value : []);
        // A list on one line stays there however long it grows.
        if (patched.split('\n').some((line) => line.length > 120)) return;

        expect(patched).toBe(printWorkflow(JSON.parse(patched)));
      }),
      { numRuns: 1_000 },
    );
  });
});
