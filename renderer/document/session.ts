// One open workflow: its text, what the text says, what is selected in it, and how it came about. Edits of the canvas become the
// smallest changes of the text; edits of the text become changes of the workflow. The text is what counts: `workflow` is always what
// it says, or the last that it said.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../engine/workflow/failure.ts';
import type { RenameHint } from '../../engine/workflow/patch/patch-text.ts';
import { applyTextEdits, type TextEdit } from '../../engine/workflow/patch/text-edit.ts';
import { ok, type Result } from '../../engine/workflow/result.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { messages } from '../messages/messages.ts';
import { editText } from './edit-text.ts';
import { readJson, readText } from './read-text.ts';
import { createReader } from './reader.ts';
import { reuse } from './reuse.ts';
import { existing, nothingSelected, type Selection } from './selection.ts';
import { isDirty, type SessionState, type Stored } from './session-state.ts';
import { noSteps, recordStep, type Steps, stepBack, stepForward } from './steps.ts';
import { inOrder, spanBetween } from './text-span.ts';

export { isDirty, type SessionState, type Stored } from './session-state.ts';

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
  /**
   * What the store has now, null: nothing. Without unsaved changes here it is taken over, as a step that can be undone (`taken`); else it
   * becomes `conflict`, and the person decides.
   */
  readonly meet: (stored: Stored | null) => 'same' | 'taken' | 'conflict' | 'gone';
  /** `reload`: the other text, as a step that can be undone. `keep`: the own one, which a save stores over the other. */
  readonly resolve: (choice: 'reload' | 'keep') => void;
  /** Ends what was put off. The session is used no more. */
  readonly close: () => void;
};

export type SessionStart = {
  readonly id: string;
  readonly text: string;
  readonly saved: Stored | null;
  readonly steps?: Steps;
  readonly selection?: Selection;
  readonly now: () => number;
};

export function createSession({ id, text, saved, steps = noSteps, selection = nothingSelected, now }: SessionStart): Session {
  const store = createStore<SessionState>(() => initialState({ id, text, saved, steps, selection }));
  const { getState: get, setState: set } = store;
  const reader = createReader(store);

  function edit({ label, change, gesture, select, renames = [] }: Edit): Result<Workflow, Failure> {
    reader.settle();
    const { text, workflow, graph, selection, steps } = get();
    const edited = editText({ text, workflow, graph }, change, renames);
    if (!edited.ok) return edited;
    const { edits, text: nextText, workflow: next } = edited.value;
    if (edits.length === 0) return ok(workflow);
    const after = existing(select ? select(next) : selection, next);
    const step = { label, gesture: gesture ?? null, at: now(), text, edits, before: selection, after, isWhole: graph === 'current' };
    reader.takeKnown({ text: nextText, workflow: next, graph, selection: after, steps: recordStep(steps, step) });
    return ok(next);
  }

  function write(label: string, gesture: string | null, edits: readonly TextEdit[]): void {
    const { text, selection, steps } = get();
    const nextText = applyTextEdits(text, edits);
    if (nextText === text) return;
    const step = { label, gesture, at: now(), text, edits, before: selection, after: selection, isWhole: false };
    reader.take({ text: nextText, steps: recordStep(steps, step), selection });
  }

  function go(step: typeof stepBack): string | null {
    const { steps, text, workflow } = get();
    const moved = step(steps, text);
    if (!moved) return null;
    const { step: went, ...next } = moved;
    if (went.isWhole) reader.takeKnown({ ...next, graph: 'current', workflow: reuse(workflow, readJson(next.text)) as Workflow });
    else reader.take(next);
    return went.label;
  }

  function replaceText(label: string, next: string): void {
    write(label, null, spanBetween(get().text, next));
  }

  function take(stored: Stored): void {
    replaceText(messages.document.changedElsewhere, stored.text);
    set({ saved: stored, conflict: null });
  }

  function meet(stored: Stored | null): 'same' | 'taken' | 'conflict' | 'gone' {
    const state = get();
    if (stored === null) {
      set({ saved: null, conflict: null });
      return state.saved === null ? 'same' : 'gone';
    }
    if (stored.text === state.text || stored.text === state.saved?.text) {
      set({ saved: stored, conflict: null });
      return 'same';
    }
    if (!isDirty(state)) {
      take(stored);
      return 'taken';
    }
    if (stored.text !== state.conflict?.text || stored.version !== state.conflict.version) set({ conflict: stored });
    return 'conflict';
  }

  return {
    id,
    store,
    edit,
    type: (edits) => write(messages.document.typing, 'typing', inOrder(edits)),
    replaceText,
    select: (selection) => set({ selection }),
    undo: () => go(stepBack),
    redo: () => go(stepForward),
    markSaved: (savedText, version) => set({ saved: { text: savedText, version }, conflict: null }),
    meet,
    resolve: (choice) => {
      const { conflict } = get();
      if (conflict && choice === 'reload') take(conflict);
      if (conflict && choice === 'keep') set({ saved: conflict, conflict: null });
    },
    close: reader.stop,
  };
}

type Beginning = Pick<SessionState, 'text' | 'saved' | 'steps' | 'selection'> & { readonly id: string };

function initialState({ id, selection, ...rest }: Beginning): SessionState {
  const { workflow, isWhole, problems } = readText(rest.text, null);
  const graph = workflow === null ? 'stale' : isWhole ? 'current' : 'partial';
  const shown: Workflow = workflow ?? { format: 1, id, tasks: {} };
  return { ...rest, workflow: shown, graph, problems, selection: existing(selection, shown), conflict: null };
}
