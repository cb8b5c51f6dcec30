// One open workflow: its text, what the text says, what is selected in it, and how it came about. Edits of the canvas become the
// smallest changes of the text; edits of the text become changes of the workflow. The text is what counts: `workflow` is always what
// it says, or the last that it said.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Failure, userFailure } from '../../engine/workflow/failure.ts';
import { patchText, type RenameHint } from '../../engine/workflow/patch/patch-text.ts';
import { applyTextEdits, type TextEdit } from '../../engine/workflow/patch/text-edit.ts';
import type { Problem } from '../../engine/workflow/problem.ts';
import { err, ok, type Result } from '../../engine/workflow/result.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { readJson, readText } from './read-text.ts';
import { reuse } from './reuse.ts';
import { existing, nothingSelected, type Selection } from './selection.ts';
import { noSteps, recordStep, type Steps, stepBack, stepForward } from './steps.ts';
import { inOrder } from './text-span.ts';

export type SessionState = {
  readonly text: string;
  /** What the text says; while it cannot be read, the last that could. */
  readonly workflow: Workflow;
  /** `current`: `workflow` is all that the text says. `partial`: parts do not fit the format and are left out. `stale`: it is no JSON. */
  readonly graph: 'current' | 'partial' | 'stale';
  readonly problems: readonly Problem[];
  readonly selection: Selection;
  readonly steps: Steps;
  /** The text as it is stored, and the mark by which the store knows it; null: never stored. */
  readonly saved: { readonly text: string; readonly version: string | null } | null;
};

export type Edit = {
  /** For the Edit menu, in the present tense: "Move 3 tasks". */
  readonly label: string;
  readonly change: (workflow: Workflow) => Result<Workflow, Failure>;
  /** Edits with the same key that follow each other within a second are one step. */
  readonly gesture?: string;
  /** What is selected afterwards; as before, when not given. */
  readonly select?: (after: Workflow) => Selection;
  /** Keys that are renamed, so that they keep their place in the text. */
  readonly renames?: readonly RenameHint[];
};

export type Session = {
  /** Of the stored workflow. */
  readonly id: string;
  readonly store: StoreApi<SessionState>;
  readonly edit: (edit: Edit) => Result<Workflow, Failure>;
  /** Changes the text as a person types it; offsets count in the present text. */
  readonly type: (edits: readonly TextEdit[]) => void;
  /** Takes another text as a whole, as one step. */
  readonly replaceText: (label: string, text: string) => void;
  readonly select: (selection: Selection) => void;
  /** The label of what was undone; null when there was nothing. */
  readonly undo: () => string | null;
  readonly redo: () => string | null;
  /** What was stored is this text now. */
  readonly markSaved: (text: string, version: string | null) => void;
};

export type SessionStart = {
  readonly id: string;
  readonly text: string;
  readonly saved: SessionState['saved'];
  readonly steps?: Steps;
  readonly now: () => number;
};

/** Problems are looked for when the person rests for so long: reading a text of 1,000 tasks takes some 20 ms. */
const checkDelayMs = 80;

export function createSession({ id, text, saved, steps = noSteps, now }: SessionStart): Session {
  const store = createStore<SessionState>(() => ({ ...initialState(id, text), steps, saved }));
  const { getState: get, setState: set } = store;
  const checkLater = createChecker(store);

  /** Takes a text, and what it says; `workflow` is what it is known to say. */
  function accept(next: {
    readonly text: string;
    readonly selection: Selection;
    readonly steps: Steps;
    readonly workflow?: Workflow;
  }): void {
    const before = get();
    if (next.workflow) {
      const workflow = reuse(before.workflow, next.workflow);
      set({ text: next.text, workflow, graph: 'current', selection: existing(next.selection, workflow), steps: next.steps });
      checkLater();
      return;
    }
    const { workflow, isWhole, problems } = readText(next.text, before.workflow);
    const shown = workflow ?? before.workflow;
    const graph = workflow === null ? 'stale' : isWhole ? 'current' : 'partial';
    set({ text: next.text, workflow: shown, graph, problems, selection: existing(next.selection, shown), steps: next.steps });
  }

  function edit({ label, change, gesture, select, renames }: Edit): Result<Workflow, Failure> {
    const { text, workflow, graph, selection, steps } = get();
    if (graph !== 'current') return err(unreadable(graph));
    const changed = change(workflow);
    if (!changed.ok) return changed;
    const edits = patchText(text, workflow, changed.value, renames);
    if (!edits.ok) return edits;
    if (edits.value.length === 0) return ok(workflow);
    const nextText = applyTextEdits(text, edits.value);
    const next = reuse(reuse(workflow, changed.value), readJson(nextText)) as Workflow;
    const after = existing(select ? select(next) : selection, next);
    const edited = { label, gesture: gesture ?? null, at: now(), text, edits: edits.value, before: selection, after };
    accept({ text: nextText, selection: after, steps: recordStep(steps, edited), workflow: next });
    return ok(next);
  }

  function write(label: string, gesture: string | null, edits: readonly TextEdit[]): void {
    const { text, selection, steps } = get();
    const ordered = inOrder(edits);
    const nextText = applyTextEdits(text, ordered);
    if (nextText === text) return;
    const edited = { label, gesture, at: now(), text, edits: ordered, before: selection, after: selection };
    accept({ text: nextText, selection, steps: recordStep(steps, edited) });
  }

  function go(step: typeof stepBack): string | null {
    const { steps, text } = get();
    const moved = step(steps, text);
    if (!moved) return null;
    accept(moved);
    return moved.step.label;
  }

  return {
    id,
    store,
    edit,
    type: (edits) => write('Typing', 'typing', edits),
    replaceText: (label, text) => write(label, null, [{ offset: 0, length: get().text.length, text }]),
    select: (selection) => set({ selection }),
    undo: () => go(stepBack),
    redo: () => go(stepForward),
    markSaved: (savedText, version) => set({ saved: { text: savedText, version } }),
  };
}

function unreadable(graph: 'partial' | 'stale'): Failure {
  const what = graph === 'stale' ? 'is not JSON at the moment' : 'has parts that do not fit the format';
  return userFailure('text_unreadable', `The text of this workflow ${what}. Repair it in the code view first; nothing was changed.`);
}

function initialState(id: string, text: string): Omit<SessionState, 'steps' | 'saved'> {
  const { workflow, isWhole, problems } = readText(text, null);
  const graph = workflow === null ? 'stale' : isWhole ? 'current' : 'partial';
  return { text, workflow: workflow ?? { format: 1, id, tasks: {} }, graph, problems, selection: nothingSelected };
}

/** Looks for problems once the edits pause. */
function createChecker(store: StoreApi<SessionState>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const { text, workflow } = store.getState();
      store.setState({ problems: readText(text, workflow).problems });
    }, checkDelayMs);
  };
}

/** Whether there is something that is not stored. */
export function isDirty({ text, saved }: SessionState): boolean {
  return saved === null || saved.text !== text;
}
