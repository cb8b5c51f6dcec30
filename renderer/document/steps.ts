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
  /** The texts on both sides are workflows with all that they say: nobody has to look again whether they are. */
  readonly isWhole: boolean;
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
  /** In the order of the text. */
  readonly edits: readonly TextEdit[];
  readonly before: Selection;
  readonly after: Selection;
  readonly isWhole: boolean;
};

/** Adds a step, or widens the last one when both belong to one gesture. What was undone is forgotten. */
export function recordStep({ past, future }: Steps, edited: Edited): Steps {
  const { text, edits, ...rest } = edited;
  const { gesture, at } = rest;
  const step: Step = { ...rest, edits: [edits], inverse: [invertEdits(text, edits)] };
  const last = past.at(-1);
  // What follows an undo is a gesture of its own, however soon it comes.
  if (last && gesture !== null && last.gesture === gesture && at - last.at < gestureGapMs && future.length === 0) {
    const both = merged(last, step, text);
    return { past: both ? [...past.slice(0, -1), both] : past.slice(0, -1), future: [] };
  }
  return { past: [...past, step].slice(-mostSteps), future: [] };
}

/** `text` is what stood between the two. Null when the second takes back what the first did. */
function merged(last: Step, next: Step, text: string): Step | null {
  const start = applyAll(text, last.inverse);
  const span = spanBetween(start, applyAll(text, next.edits));
  if (span.length === 0) return null;
  const sum = [...last.edits, ...next.edits];
  const isShorter = sizeOf([span]) <= sizeOf(sum);
  return {
    ...next,
    label: last.label,
    before: last.before,
    isWhole: last.isWhole && next.isWhole,
    edits: isShorter ? [span] : sum,
    inverse: isShorter ? [invertEdits(start, span)] : [...next.inverse, ...last.inverse],
  };
}

function sizeOf(batches: readonly (readonly TextEdit[])[]): number {
  return batches.flat().reduce((sum, edit) => sum + edit.length + edit.text.length, 0);
}

/** Where a step leads. */
export type Moved = { readonly steps: Steps; readonly text: string; readonly selection: Selection; readonly step: Step };

/** The text and the selection one step back; null when there is none. */
export function stepBack({ past, future }: Steps, text: string): Moved | null {
  const step = past.at(-1);
  if (!step) return null;
  const steps = { past: past.slice(0, -1), future: [step, ...future] };
  return { steps, text: applyAll(text, step.inverse), selection: step.before, step };
}

export function stepForward({ past, future }: Steps, text: string): Moved | null {
  const [step, ...later] = future;
  if (!step) return null;
  const steps = { past: [...past, step], future: later };
  return { steps, text: applyAll(text, step.edits), selection: step.after, step };
}
