import { useMemo } from 'react';
import { useStore } from 'zustand';
import { connect, disconnect, type Edge, reconnect } from '../../../engine/workflow/edit/connect.ts';
import { scopeOf } from '../../../engine/workflow/edit/expressions.ts';
import { groupOf, idOf, joinPath } from '../../../engine/workflow/edit/task-path.ts';
import { descendants } from '../../../engine/workflow/graph/reach.ts';
import { scopeGraph } from '../../../engine/workflow/graph/scope-graph.ts';
import { parseNeed } from '../../../engine/workflow/needs.ts';
import type { Task } from '../../../engine/workflow/schema.ts';
import { useServices } from '../../app/services.ts';
import { selectTasks } from '../../document/selection.ts';
import type { Edit, Session, SessionState } from '../../document/session.ts';
import { messages } from '../../messages/messages.ts';
import { IconButton } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import rows from '../form/field-row.module.css';
import { useForm } from '../form/form-context.ts';
import { ProblemList } from '../form/problem-list.tsx';
import { problemsWithin } from '../form/problems-at.ts';
import { portOptions } from '../task/ports.ts';
import styles from './policy.module.css';

type NeedsProps = { readonly session: Session; readonly task: Task; readonly path: string };

const workflowOf = (state: SessionState) => state.workflow;

/** What a task waits for: which port of which task. */
export function Needs({ session, task, path }: NeedsProps) {
  const words = messages.inspector.policy;
  const { toasts } = useServices();
  const { root, problems } = useForm();
  const workflow = useStore(session.store, workflowOf);
  const group = groupOf(path);
  const { tasks } = scopeOf(workflow, group);
  const needs = (task.needs ?? []).map(parseNeed);
  const others = useMemo(() => {
    const after = descendants(scopeGraph(tasks), idOf(path));
    return Object.keys(tasks).filter((id) => id !== idOf(path) && !after.has(id));
  }, [tasks, path]);
  const apply = (edit: Edit) => {
    const edited = session.edit(edit);
    if (!edited.ok) toasts.tellFailure(edited.failure);
  };
  const edgeTo = (id: string, port: string): Edge => ({ from: joinPath(group, id), port, to: path });
  const free = others.filter((id) => !needs.some((need) => need.task === id && need.port === 'done'));

  return (
    <div className={styles.needs}>
      <span className={styles.label}>{words.needs}</span>
      {needs.length === 0 ? <p className={rows.description}>{words.noNeeds}</p> : null}
      {needs.map(({ task: id, port }) => (
        <div key={`${id}:${port}`} className={styles.need}>
          <button type="button" className={styles.source} title={id} onClick={() => session.select(selectTasks([joinPath(group, id)]))}>
            {tasks[id]?.name ?? id}
          </button>
          <Select
            label={words.need(id)}
            value={port}
            choices={portOptions(tasks[id], port)}
            onChange={(next) =>
              apply({
                label: messages.inspector.edge.changed(next),
                change: (before) => reconnect(before, { edge: edgeTo(id, port), to: edgeTo(id, next) }),
              })
            }
          />
          <IconButton
            size="s"
            icon="x"
            label={words.removeNeed(`${id}:${port}`)}
            onClick={() =>
              apply({ label: messages.inspector.edge.removed(id, idOf(path)), change: (before) => disconnect(before, edgeTo(id, port)) })
            }
          />
        </div>
      ))}
      <ProblemList problems={problemsWithin(problems, [...root, 'needs'])} />
      {free.length === 0 ? null : (
        <Select
          label={words.addNeed}
          value={null}
          placeholder={words.addNeed}
          choices={free.map((id) => ({ value: id, label: tasks[id]?.name ?? id }))}
          onChange={(id) => apply({ label: words.addNeed, change: (before) => connect(before, edgeTo(id, 'done')) })}
        />
      )}
    </div>
  );
}
