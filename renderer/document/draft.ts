// What is kept of an open workflow over a crash or a restart: its text as far as it is not stored, the steps that led to it, the selection.
import * as z from 'zod';
import { fingerprint } from './fingerprint.ts';
import { nothingSelected, type Selection } from './selection.ts';
import type { SessionState, Stored } from './session-state.ts';
import type { Step, Steps } from './steps.ts';

const textEdit = z.object({ offset: z.number().int().min(0), length: z.number().int().min(0), text: z.string() });
const edge = z.object({ from: z.string(), port: z.string().exactOptional(), to: z.string() });
const names = z.array(z.string());
const selectionSchema = z.object({ tasks: names, edges: z.array(edge), notes: z.array(z.number()), triggers: names });
const batches = z.array(z.array(textEdit));
const step = z.object({
  label: z.string(),
  gesture: z.string().nullable(),
  at: z.number(),
  edits: batches,
  inverse: batches,
  before: selectionSchema,
  after: selectionSchema,
  isWhole: z.boolean(),
});
const draftSchema = z.object({
  format: z.literal(1),
  /** Null: as it is stored. */
  text: z.string().nullable(),
  /** Of the stored text that it was made of; null: never stored. */
  base: z.string().nullable(),
  selection: selectionSchema,
  past: z.array(step),
  future: z.array(step),
});

export type Draft = {
  readonly format: 1;
  readonly text: string | null;
  readonly base: string | null;
  readonly selection: Selection;
} & Steps;

/** Steps that are kept of a workflow without unsaved changes. */
const mostKeptSteps = 200;
/** UTF-16 units of the steps of one draft, so that the whole stays below what the engine takes. */
const mostStepUnits = 2_000_000;

export function draftOf({ text, saved, steps, selection }: SessionState): Draft {
  const isClean = saved?.text === text;
  return {
    format: 1,
    text: isClean ? null : text,
    base: saved && fingerprint(saved.text),
    selection,
    ...trimmed(steps, isClean ? mostKeptSteps : Number.POSITIVE_INFINITY),
  };
}

/** The newest steps, as many as fit. What was undone goes first: it is further from what a person would want back. */
function trimmed({ past, future }: Steps, most: number): Steps {
  let left = mostStepUnits;
  const fits = (each: Step) => {
    left -= sizeOf(each);
    return left >= 0;
  };
  const kept = takeWhile([...past].reverse().slice(0, most), fits).reverse();
  return { past: kept, future: takeWhile(future.slice(0, most), fits) };
}

function takeWhile<T>(list: readonly T[], fits: (each: T) => boolean): T[] {
  const end = list.findIndex((each) => !fits(each));
  return end === -1 ? [...list] : list.slice(0, end);
}

function sizeOf({ edits, inverse }: Step): number {
  return [...edits, ...inverse].flat().reduce((sum, { text }) => sum + text.length + 60, 300);
}

/** Null when it is no draft: of another version, or damaged. */
export function readDraft(value: { readonly [field: string]: unknown }): Draft | null {
  const parsed = draftSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** How a session begins with a draft. */
export type Beginning = {
  readonly text: string;
  readonly saved: Stored | null;
  /** What is stored now, when the draft was made of something else. */
  readonly other: Stored | null;
  readonly steps: Steps;
  readonly selection: Selection;
};

/** Null when neither says what the text is. */
export function beginWith(stored: Stored | null, draft: Draft | null): Beginning | null {
  const text = draft?.text ?? stored?.text;
  if (text === undefined) return null;
  const isBase = stored !== null && draft !== null && draft.base === fingerprint(stored.text);
  const isUsed = draft !== null && (draft.text !== null || isBase);
  const steps = isUsed ? { past: draft.past, future: draft.future } : { past: [], future: [] };
  const selection = isUsed ? draft.selection : nothingSelected;
  const isApart = stored !== null && draft !== null && draft.text !== null && !isBase && draft.text !== stored.text;
  // What the draft was made of is known by its fingerprint alone: no text is equal to this one.
  return { text, saved: isApart ? { text: '', version: null } : stored, other: isApart ? stored : null, steps, selection };
}
