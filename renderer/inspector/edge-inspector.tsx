import { useState } from 'react';
import { useStore } from 'zustand';
import { disconnect, type Edge, reconnect } from '../../engine/workflow/edit/connect.ts';
import { idOf } from '../../engine/workflow/edit/task-path.ts';
import { taskAt } from '../../engine/workflow/graph/walk.ts';
import type { Task } from '../../engine/workflow/schema.ts';
import { nothingSelected, selectTasks } from '../document/selection.ts';
import type { Session, SessionState } from '../document/session.ts';
import { messages } from '../messages/messages.ts';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/select-field.tsx';
import own from './edge-inspector.module.css';
import rows from './form/field-row.module.css';
import { Head } from './head.tsx';
import styles from './inspector.module.css';
import { portOptions } from './task/ports.ts';

const workflowOf = (state: SessionState) => state.workflow;

/** A connection: which port of which task leads to which task. */
export function EdgeInspector({ session, edge }: { readonly session: Session; readonly edge: Edge }) {
  const words = messages.inspector.edge;
  const workflow = useStore(session.store, workflowOf);
  const [fault, setFault] = useState<string | null>(null);
  const [from, to] = [taskAt(workflow, edge.from), taskAt(workflow, edge.to)];
  const port = edge.port ?? 'done';

  function change(next: string): void {
    const moved: Edge = { ...edge, port: next };
    const edited = session.edit({
      label: words.changed(next),
      change: (before) => reconnect(before, { edge, to: moved }),
      select: () => ({ ...nothingSelected, edges: [moved] }),
    });
    setFault(edited.ok ? null : edited.failure.message);
  }

  function remove(): void {
    const edited = session.edit({ label: words.removed(idOf(edge.from), idOf(edge.to)), change: (before) => disconnect(before, edge) });
    setFault(edited.ok ? null : edited.failure.message);
  }

  return (
    <>
      <Head icon="spline" category="group" title={words.title} subtitle={`${nameOf(from, edge.from)} → ${nameOf(to, edge.to)}`} />
      <div className={`${styles.scroll} ${styles.body}`}>
        <End label={words.from} task={from} path={edge.from} onSelect={() => session.select(selectTasks([edge.from]))} />
        <SelectField label={words.port} value={port} choices={portOptions(from, port)} onChange={change} error={fault} />
        <End label={words.to} task={to} path={edge.to} onSelect={() => session.select(selectTasks([edge.to]))} />
        <Button icon="trash-2" className={own.remove} onClick={remove}>
          {words.remove}
        </Button>
      </div>
    </>
  );
}

function End({
  label,
  task,
  path,
  onSelect,
}: {
  readonly label: string;
  readonly task: Task | undefined;
  readonly path: string;
  readonly onSelect: () => void;
}) {
  return (
    <div className={rows.field}>
      <span className={rows.label}>{label}</span>
      <button type="button" className={own.end} onClick={onSelect}>
        {nameOf(task, path)}
        <code>{idOf(path)}</code>
      </button>
    </div>
  );
}

function nameOf(task: Task | undefined, path: string): string {
  return task?.name ?? idOf(path);
}
