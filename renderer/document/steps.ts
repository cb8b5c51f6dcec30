// Undo as data: what each step did to the text, in both directions, with the selection on both sides. Nobody writes an inverse by hand.
import type { TextEdit } from '../../engine/workflow/patch/text-edit.ts';
import type { Selection } from './selection.ts';
import { applyAll, invertEdits, spanBetween } from './text-span.ts';

export type Step = {
  /** For the Edit menu: "Undo: Move 3 tasks". */
  readonly label: string;
  /** Steps with the same key that follow each other are one gesture; null: never merged. */
  readonly gesture: string | null;
  /** Milliseconds since the epoch, of its last edit. */
  readonly at: number;
  /** Applied one after the other. */
  readonly edits: readonly (readonly TextEdit[])[];
  readonly inverse: readonly (readonly TextEdit[])[];
  readonly before: Selection;
  readonly after: Selection;
};

export type Steps = { readonly past: readonly Step[]; readonly future: readonly Step[] };

export const noSteps: Steps = { past: [], future: [] };

/** A gesture ends when the person rests for so long. */
const gestureGapMs = 1000;
const mostSteps = 1000;

export type Edited = {
  readonly label: string;
  readonly gesture: string | null;
  readonly at: number;
  readonly text: string;
  readonly edits: readonly TextEdit[];
  readonly before: Selection;
  readonly after: Selection;
};

/** Adds a step, or widens the last one when both belong to one gesture. What was undone is forgotten. */
export function recordStep({ past }: Steps, edited: Edited): Steps {
  const { label, gesture, at, text, edits, before, after } = edited;
  const step: Step = { label, gesture, at, edits: [edits], inverse: [invertEdits(text, edits)], before, after };
  const last = past.at(-1);
  if (last && gesture !== null && last.gesture === gesture && at - last.at < gestureGapMs) {
    return { past: [...past.slice(0, -1), merged(last, step, text)], future: [] };
  }
  return { past: [...past, step].slice(-mostSteps), future: [] };
}

/** `text` is what stood between the two. */
function merged(last: Step, next: Step, text: string): Step {
  const start = applyAll(text, last.inverse);
  const span = spanBetween(start, applyAll(text, next.edits));
  const sum = [...last.edits, ...next.edits];
  const isShorter = sizeOf([span]) <= sizeOf(sum);
  return {
    ...next,
    label: last.label,
    before: last.before,
    edits: isShorter ? [span] : sum,
    inverse: isShorter ? [invertEdits(start, span)] : [...next.inverse, ...last.inverse],
  };
}

function sizeOf(batches: readonly (readonly TextEdit[])[]): number {
  return batches.flat().reduce((sum, edit) => sum + edit.length + edit.text.length, 0);
}

/** The text and the selection one step back; null when there is none. */
export function stepBack({ past, future }: Steps, text: string): { steps: Steps; text: string; selection: Selection; step: Step } | null {
  const step = past.at(-1);
  if (!step) return null;
  return {
    steps: { past: past.slice(0, -1), future: [step, ...future] },
    text: applyAll(text, step.inverse),
    selection: step.before,
    step,
  };
}

export function stepForward(
  { past, future }: Steps,
  text: string,
): { steps: Steps; text: string; selection: Selection; step: Step } | null {
  const [step, ...later] = future;
  if (!step) return null;
  return { steps: { past: [...past, step], future: later }, text: applyAll(text, step.edits), selection: step.after, step };
}
