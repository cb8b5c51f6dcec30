// When a session's text is read: at once as long as that is quick, else beside the window when the person rests.
import type { Workflow } from '../../engine/workflow/schema.ts';
import { type ReadApart, readApart } from './read-apart.ts';
import { readJson, readText } from './read-text.ts';
import { reuse } from './reuse.ts';
import { existing } from './selection.ts';
import type { SessionState } from './session-state.ts';

export type Reader = {
  /** Takes another text and what it says: at once, or when the person rests. */
  readonly take: (next: Pick<SessionState, 'text' | 'steps' | 'selection'>) => void;
  /** Takes a text of which it is known what it says; its problems are looked for when the person rests. */
  readonly takeKnown: (next: Pick<SessionState, 'text' | 'steps' | 'selection' | 'workflow' | 'graph'>) => void;
  /** Whatever was put off happens now. Costs nothing when there is nothing. */
  readonly settle: () => void;
  readonly stop: () => void;
};

type Store = { readonly getState: () => SessionState; readonly setState: (state: Partial<SessionState>) => void };

/** Problems are looked for when the person rests for so long: reading a text of 1,000 tasks takes some 20 ms. */
const restMs = 80;
/** Texts of some 1,500 tasks: beyond them a keystroke would be felt. */
const quickUnits = 400_000;

export function createReader(store: Store, apart: ReadApart = readApart): Reader {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The workflow may not be what the text says. */
  let isUnread = false;
  let isStopped = false;

  /** One change of the state: nobody sees a text with the workflow of another. */
  function readNow(next: Partial<SessionState> = {}): void {
    clearTimeout(timer);
    isUnread = false;
    const before = { ...store.getState(), ...next };
    const { workflow, isWhole, problems } = readText(before.text, before.workflow);
    const shown = workflow ?? before.workflow;
    const graph = workflow === null ? 'stale' : isWhole ? 'current' : 'partial';
    store.setState({ ...next, workflow: shown, graph, problems, selection: existing(before.selection, shown) });
  }

  /** What a worker finds holds only as long as the text is still the one that it was given. */
  async function readLarge(): Promise<void> {
    const { text } = store.getState();
    const verdict = await apart(text);
    if (isStopped || store.getState().text !== text) return;
    if (!verdict?.isWhole) return readNow();
    isUnread = false;
    const { workflow: before, selection } = store.getState();
    const workflow = reuse(before, readJson(text) as Workflow);
    store.setState({ workflow, graph: 'current', problems: verdict.problems, selection: existing(selection, workflow) });
  }

  function rest(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (store.getState().text.length <= quickUnits) readNow();
      else void readLarge();
    }, restMs);
  }

  return {
    take: (next) => {
      if (next.text.length <= quickUnits) return readNow(next);
      isUnread = true;
      store.setState(next);
      rest();
    },
    takeKnown: (next) => {
      isUnread = false;
      store.setState({ ...next, selection: existing(next.selection, next.workflow) });
      rest();
    },
    settle: () => {
      if (isUnread) readNow();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
