import { type KeyboardEvent, memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../app/services.ts';
import { useCommands } from '../commands/registry.ts';
import type { Selection } from '../document/selection.ts';
import type { Session, SessionState } from '../document/session.ts';
import { messages } from '../messages/messages.ts';
import type { FollowedRun } from '../run-state/run-state.ts';
import { EdgeInspector } from './edge-inspector.tsx';
import styles from './inspector.module.css';
import { NoteInspector } from './note-inspector.tsx';
import { createOutputs, type ReadOutput } from './preview/outputs.ts';
import { DataNowProvider, type PreviewData, PreviewProvider } from './preview/preview-data.ts';
import { SeveralInspector } from './several/several-inspector.tsx';
import { TaskInspector } from './task/task-inspector.tsx';
import { TriggerInspector } from './trigger/trigger-inspector.tsx';
import { WorkflowInspector } from './workflow/workflow-inspector.tsx';

type InspectorProps = {
  readonly session: Session;
  /** The run whose data is shown and previews are made of. */
  readonly run: FollowedRun | null;
  /** What a task gave in that run, by its path there. */
  readonly readOutput: ReadOutput;
};

const selectionOf = (state: SessionState) => state.selection;
const workflowOf = (state: SessionState) => state.workflow;

/** The right panel: what is selected, and everything that can be said about it. */
export function Inspector({ session, run, readOutput }: InspectorProps) {
  const selection = useStore(session.store, selectionOf);
  const workflow = useStore(session.store, workflowOf);
  const read = useRef(readOutput);
  useLayoutEffect(() => {
    read.current = readOutput;
  }, [readOutput]);
  const runId = run?.id ?? null;
  // One for each run: what was read of another means nothing here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the run's id is what makes it another one.
  const outputs = useMemo(() => createOutputs((path) => read.current(path)), [runId]);
  const data = useMemo((): PreviewData => ({ workflow, run, outputs }), [workflow, run, outputs]);
  const latest = useRef(data);
  useLayoutEffect(() => {
    latest.current = data;
  }, [data]);
  const dataNow = useCallback(() => latest.current, []);
  const element = useRef<HTMLElement>(null);
  const { surfaces } = useServices();
  useEffect(() => surfaces.showInspector({ focus: () => focusFirst(element.current) }), [surfaces]);
  return (
    <aside ref={element} className={styles.inspector} aria-label={messages.inspector.title} tabIndex={-1} onKeyDown={useKeys()}>
      <PreviewProvider value={data}>
        <DataNowProvider value={dataNow}>
          <Selected session={session} selection={selection} />
        </DataNowProvider>
      </PreviewProvider>
    </aside>
  );
}

/** Its first field, or the open tab where there is none; else the whole of it. */
function focusFirst(inspector: HTMLElement | null): void {
  const panel = inspector?.querySelector('[role="tabpanel"]:not([hidden])') ?? inspector;
  const field = panel?.querySelector<HTMLElement>(fields);
  const tab = inspector?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
  (field ?? tab ?? inspector)?.focus({ preventScroll: field === undefined });
}

const fields = ':is(textarea, input:not([type="hidden"], [aria-hidden="true"]), [role="combobox"], [role="switch"]):not(:disabled)';

/** Escape goes back to where the inspector was opened from; what is open in it, a list say, takes the key for itself. */
function useKeys(): (event: KeyboardEvent) => void {
  const { surfaces } = useServices();
  const undoKeys = useUndoKeys();
  return (event) => {
    const isHere = event.target instanceof Node && event.currentTarget.contains(event.target);
    if (event.key === 'Escape' && isHere && !event.defaultPrevented && !event.nativeEvent.isComposing) surfaces.canvas()?.focus();
    else undoKeys(event);
  };
}

/**
 * What a field here shows is in the document, so undoing a keystroke is undoing a step of the document: the browser's own undo would
 * not know of edits made elsewhere. A text that is not taken over yet has its own.
 */
function useUndoKeys(): (event: KeyboardEvent) => void {
  const { platform } = useServices();
  const commands = useCommands();
  return (event) => {
    const isMod = platform.isMac ? event.metaKey : event.ctrlKey;
    const key = event.key.toLowerCase();
    if (!isMod || event.altKey || (key !== 'z' && key !== 'y') || hasOwnUndo(event.target)) return;
    event.preventDefault();
    commands.run(key === 'y' || event.shiftKey ? 'edit.redo' : 'edit.undo');
  };
}

function hasOwnUndo(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[data-own-undo]') !== null;
}

const Selected = memo(function Selected({ session, selection }: { readonly session: Session; readonly selection: Selection }) {
  const { tasks, edges, notes, triggers } = selection;
  const [task] = tasks;
  const [edge] = edges;
  const [note] = notes;
  const [trigger] = triggers;
  const count = tasks.length + edges.length + notes.length + triggers.length;
  if (count > 1) return <SeveralInspector session={session} selection={selection} />;
  if (task !== undefined) return <TaskInspector key={task} session={session} path={task} />;
  if (edge !== undefined) return <EdgeInspector key={`${edge.from}:${edge.port ?? ''} ${edge.to}`} session={session} edge={edge} />;
  if (note !== undefined) return <NoteInspector key={note} session={session} index={note} />;
  if (trigger !== undefined) return <TriggerInspector key={trigger} session={session} id={trigger} />;
  return <WorkflowInspector session={session} />;
});
