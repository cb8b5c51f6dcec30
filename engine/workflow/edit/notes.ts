import { type Failure, userFailure } from '../failure.ts';
import { err, ok, type Result } from '../result.ts';
import { type Layout, type Workflow, workflowSchema } from '../schema.ts';
import { withFilled } from './record.ts';
import { checkValue } from './valid.ts';

export type Note = NonNullable<Layout['notes']>[number];

/** Adds sticky notes behind those that are there. Failure: `invalid_value`. */
export function addNotes(workflow: Workflow, { notes }: { readonly notes: readonly Note[] }): Result<Workflow, Failure> {
  return notes.length === 0 ? ok(workflow) : withNotes(workflow, [...(workflow.layout?.notes ?? []), ...notes]);
}

/** Changes fields of a note: its text, place, size, color. Failures: `note_not_found`, `invalid_value`. */
export function setNote(
  workflow: Workflow,
  { index, note }: { readonly index: number; readonly note: Partial<Note> },
): Result<Workflow, Failure> {
  const notes = workflow.layout?.notes ?? [];
  if (!notes[index]) return err(noteNotFound(index));
  return withNotes(
    workflow,
    notes.map((before, at) => (at === index ? { ...before, ...note } : before)),
  );
}

/** Removes a note. Failure: `note_not_found`. */
export function removeNote(workflow: Workflow, { index }: { readonly index: number }): Result<Workflow, Failure> {
  const notes = workflow.layout?.notes ?? [];
  if (!notes[index]) return err(noteNotFound(index));
  return withNotes(
    workflow,
    notes.filter((_, at) => at !== index),
  );
}

function withNotes(workflow: Workflow, notes: readonly Note[]): Result<Workflow, Failure> {
  const { notes: _, ...others } = workflow.layout ?? {};
  const layout: Layout = notes.length === 0 ? others : { ...workflow.layout, notes: [...notes] };
  const checked = checkValue(workflowSchema.shape.layout, layout, 'The note');
  return checked.ok ? ok(withFilled(workflow, 'layout', layout)) : checked;
}

function noteNotFound(index: number): Failure {
  return userFailure('note_not_found', `There is no note ${index + 1} any more.`);
}
