// What an edit of the workflow does to its text.
import { equalJson } from '../../engine/workflow/equal.ts';
import { type Failure, userFailure } from '../../engine/workflow/failure.ts';
import type { Json } from '../../engine/workflow/json.ts';
import { patchText, type RenameHint } from '../../engine/workflow/patch/patch-text.ts';
import { applyTextEdits, type TextEdit } from '../../engine/workflow/patch/text-edit.ts';
import { err, ok, type Result } from '../../engine/workflow/result.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { messages } from '../messages/messages.ts';
import { mergeMisfits } from './misfit.ts';
import { readJson, readText } from './read-text.ts';
import { reuse } from './reuse.ts';
import type { SessionState } from './session-state.ts';

export type EditedText = { readonly edits: readonly TextEdit[]; readonly text: string; readonly workflow: Workflow };
type Change = (workflow: Workflow) => Result<Workflow, Failure>;

/** The smallest edits of the text that do what `change` does, and what the text says then. */
export function editText(
  { text, workflow, graph }: Pick<SessionState, 'text' | 'workflow' | 'graph'>,
  change: Change,
  renames: readonly RenameHint[],
): Result<EditedText, Failure> {
  if (graph === 'stale') return err(userFailure('text_unreadable', messages.document.notJson));
  const changed = change(workflow);
  if (!changed.ok) return changed;
  return graph === 'current' ? patchWhole(text, workflow, changed.value, renames) : patchPart(text, workflow, changed.value, renames);
}

function patchWhole(text: string, before: Workflow, after: Workflow, renames: readonly RenameHint[]): Result<EditedText, Failure> {
  const edits = patchText(text, before, after, renames);
  if (!edits.ok) return edits;
  const next = applyTextEdits(text, edits.value);
  return ok({ edits: edits.value, text: next, workflow: reuse(reuse(before, after), readJson(next)) as Workflow });
}

/** The text is read again, because only then it is sure that what does not fit stays without effect on what does. */
function patchPart(text: string, before: Workflow, after: Workflow, renames: readonly RenameHint[]): Result<EditedText, Failure> {
  const whole = readJson(text) as Json;
  const merged = mergeMisfits(whole, before as Json, after as Json);
  const edits = merged === null ? null : patchText(text, whole, merged, renames);
  if (!edits?.ok) return err(userFailure('text_unreadable', messages.document.misfit));
  const next = applyTextEdits(text, edits.value);
  const { workflow } = readText(next, before);
  if (workflow === null || !equalJson(workflow, after)) return err(userFailure('text_unreadable', messages.document.misfit));
  return ok({ edits: edits.value, text: next, workflow: reuse(before, workflow) });
}
