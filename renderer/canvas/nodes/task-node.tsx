import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { catalog } from '../../document/catalog.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import { causeWords } from '../../run-state/cause-words.ts';
import type { TaskState } from '../../run-state/run-state.ts';
import { Icon } from '../../ui/icon.tsx';
import { useCanvas, useCanvasState } from '../canvas-context.ts';
import type { ShownTask } from '../graph/shown-graph.ts';
import { describeTask } from '../graph/task-words.ts';
import { useIsSimple } from '../use-detail.ts';
import { DurationChip } from './duration-chip.tsx';
import type { TaskNode as Shown } from './flow-nodes.ts';
import { NameField } from './name-field.tsx';
import { Ports, SimplePorts } from './ports.tsx';
import { ProblemMark } from './problem-mark.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { StateMark } from './state-mark.tsx';
import { TaskMarks } from './task-marks.tsx';
import styles from './task-node.module.css';
import { useGroupProgress } from './use-group-progress.ts';
import { useProblems } from './use-problems.ts';
import { useTaskState } from './use-task-state.ts';

/** A task as a card: what kind it is, its name, what it does, and what became of it in the run that is shown. */
export const TaskNode = memo(function TaskNode({ data: { shown } }: NodeProps<Shown>) {
  return useIsSimple() ? <SimpleCard shown={shown} /> : <Card shown={shown} />;
});

function Card({ shown }: { readonly shown: ShownTask }) {
  const { path, id, task } = shown;
  const state = useTaskState(path);
  const items = useGroupProgress(path, task, state);
  const problems = useProblems(path);
  const isTarget = useCanvasState(({ target }) => target?.group === path);
  const words = describeTask(task, id, catalog);
  return (
    <div className={classesOf(shown, state, isTarget)} data-kind={words.kind} data-state={state?.status}>
      <span className={styles.picture}>
        <Icon name={words.icon} size={17} />
      </span>
      <span className={styles.words}>
        <TaskName path={path} name={words.name} />
        {state?.waiting ? (
          <span className={`${styles.line} ${styles.cause}`}>{causeWords(state)}</span>
        ) : (
          <span className={styles.line}>{words.line}</span>
        )}
      </span>
      {state && state.status !== 'pending' ? <StateMark state={state} /> : <OffMark isDisabled={task.disabled === true} />}
      {task.type === 'group' ? <OpenButton path={path} /> : null}
      <TaskMarks path={path} />
      {problems ? <ProblemMark severity={problems.severity} text={problems.text} /> : null}
      {items ? <ProgressBar items={items} className={styles.progress} /> : null}
      {state ? <DurationChip state={state} /> : null}
      <Ports shown={shown} />
    </div>
  );
}

export function TaskName({ path, name }: { readonly path: string; readonly name: string }) {
  const isRenaming = useCanvasState(({ renaming }) => renaming === path);
  return isRenaming ? <NameField path={path} name={name} /> : <span className={styles.name}>{name}</span>;
}

function OffMark({ isDisabled }: { readonly isDisabled: boolean }) {
  if (!isDisabled) return null;
  return (
    <span className={styles.off} role="img" aria-label={canvasMessages.disabled} title={canvasMessages.disabled}>
      <Icon name="eye-off" size={15} />
    </span>
  );
}

function OpenButton({ path }: { readonly path: string }) {
  const { model } = useCanvas();
  return (
    <button
      type="button"
      className={`${styles.open} nodrag nopan`}
      aria-label={canvasMessages.openGroup}
      title={canvasMessages.openGroup}
      tabIndex={-1}
      onClick={() => model.setOpen(path, true)}
    >
      <Icon name="maximize" size={14} />
    </button>
  );
}

function SimpleCard({ shown }: { readonly shown: ShownTask }) {
  const state = useTaskState(shown.path);
  const { kind, name } = describeTask(shown.task, shown.id, catalog);
  return (
    <div className={`${styles.simple} ${shown.task.disabled ? styles.disabled : ''}`} data-kind={kind} data-state={state?.status}>
      <span className={styles.simpleName}>{name}</span>
      <TaskMarks path={shown.path} isSimple />
      <SimplePorts shown={shown} />
    </div>
  );
}

function classesOf({ task }: ShownTask, state: TaskState | undefined, isTarget: boolean): string {
  return [
    styles.card,
    task.disabled || state?.status === 'skipped' ? styles.disabled : '',
    task.type === 'group' ? styles.closed : '',
    isTarget ? styles.target : '',
  ].join(' ');
}
