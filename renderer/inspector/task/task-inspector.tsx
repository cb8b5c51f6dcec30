import { useCallback, useMemo } from 'react';
import { useStore } from 'zustand';
import { setTaskValue } from '../../../engine/workflow/edit/set-task.ts';
import { jsonPathOf, taskAt } from '../../../engine/workflow/graph/walk.ts';
import type { Json } from '../../../engine/workflow/json.ts';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import type { Task } from '../../../engine/workflow/schema.ts';
import { useServices } from '../../app/services.ts';
import { catalog } from '../../document/catalog.ts';
import type { Session } from '../../document/session.ts';
import { messages } from '../../messages/messages.ts';
import { Tabs } from '../../ui/tabs.tsx';
import type { InspectorTab, ViewState } from '../../view/view.ts';
import { DataTab } from '../data/data-tab.tsx';
import { type FormContext, FormProvider } from '../form/form-context.ts';
import { useProblems } from '../form/use-problems.ts';
import styles from '../inspector.module.css';
import { PolicyTab } from '../policy/policy-tab.tsx';
import { ParametersForm, parametersOf, UnknownType } from './configure-tab.tsx';
import { GroupForm } from './group-form.tsx';
import { NotesTab } from './notes-tab.tsx';
import { PolicySummary } from './policy-summary.tsx';
import { TaskHeader } from './task-header.tsx';

const tabOf = (state: ViewState) => state.inspectorTab;

/** Everything about one task. */
export function TaskInspector({ session, path }: { readonly session: Session; readonly path: string }) {
  const task = useStore(session.store, (state) => taskAt(state.workflow, path));
  if (!task) return null;
  return <Known key={`${path} ${task.type}`} session={session} path={path} task={task} />;
}

type KnownProps = { readonly session: Session; readonly path: string; readonly task: Task };

function Known({ session, path, task }: KnownProps) {
  const { view } = useServices();
  const tab = useStore(view, tabOf);
  const form = useTaskForm(session, path);
  const words = messages.inspector.tabs;
  const tabs: readonly { id: InspectorTab; label: string; content: React.ReactNode }[] = [
    { id: 'configure', label: words.configure, content: <Configure task={task} path={path} /> },
    { id: 'policy', label: words.policy, content: <PolicyTab session={session} task={task} path={path} /> },
    { id: 'data', label: words.data, content: <DataTab session={session} task={task} path={path} /> },
    { id: 'notes', label: words.notes, content: <NotesTab task={task} /> },
  ];
  return (
    <FormProvider value={form}>
      <TaskHeader session={session} path={path} type={task.type} name={task.name} isDisabled={task.disabled === true} />
      <Tabs
        label={messages.inspector.tabsLabel}
        value={tab}
        onChange={(next) => view.setState({ inspectorTab: next })}
        tabs={tabs}
        className={styles.tabs}
      />
    </FormProvider>
  );
}

function Configure({ task, path }: { readonly task: Task; readonly path: string }) {
  const manifest = catalog.get(task.type);
  return (
    <div className={styles.body}>
      {task.type === 'group' ? (
        <GroupForm task={task} path={path} />
      ) : manifest ? (
        <ParametersForm manifest={manifest} parameters={parametersOf(task.with)} />
      ) : (
        <UnknownType type={task.type} />
      )}
      <PolicySummary task={task} />
    </div>
  );
}

/** Edits of a task: those of one field that follow each other closely are one step to undo. */
function useTaskForm(session: Session, path: string): FormContext {
  const root = useMemo(() => jsonPathOf(path), [path]);
  const problems = useProblems(session, root);
  const set = useCallback(
    (at: JsonPath, value: Json | undefined, title: string) => {
      const edited = session.edit({
        label: messages.inspector.changed(title),
        gesture: `inspector ${path} ${at.join('.')}`,
        change: (workflow) => setTaskValue(workflow, { path, at, value }),
      });
      return edited.ok ? null : edited.failure.message;
    },
    [session, path],
  );
  return useMemo(() => ({ root, taskPath: path, set, problems }), [root, path, set, problems]);
}
