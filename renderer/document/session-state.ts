import type { Problem } from '../../engine/workflow/problem.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import type { Selection } from './selection.ts';
import type { Steps } from './steps.ts';

/** A text as it is stored, and the mark by which the store knows it; null: the store gives none. */
export type Stored = { readonly text: string; readonly version: string | null };

export type SessionState = {
  readonly text: string;
  /** What the text says; while it cannot be read, the last that could. */
  readonly workflow: Workflow;
  /** `current`: `workflow` is all that the text says. `partial`: parts do not fit the format and are left out. `stale`: it is no JSON. */
  readonly graph: 'current' | 'partial' | 'stale';
  readonly problems: readonly Problem[];
  readonly selection: Selection;
  readonly steps: Steps;
  /** What the text was when it was read or stored last; null: never stored, or deleted by somebody. */
  readonly saved: Stored | null;
  /** What somebody else stored since, while there are unsaved changes here: the person decides. */
  readonly conflict: Stored | null;
};

/** Whether there is something that is not stored. */
export function isDirty({ text, saved }: SessionState): boolean {
  return saved === null || saved.text !== text;
}
