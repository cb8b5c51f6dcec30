import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { catalog } from '../../document/catalog.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import { causeWords } from '../../run-state/cause-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { useCanvas, useCanvasState } from '../canvas-context.ts';
import type { ShownTask } from '../graph/shown-graph.ts';
import { describeTask } from '../graph/task-words.ts';
import { useIsSimple } from '../use-detail.ts';
import { DurationChip } from './duration-chip.tsx';
import type { TaskNode } from './flow-nodes.ts';
import styles from './frame-node.module.css';
import { Ports, SimplePorts } from './ports.tsx';
import { ProblemMark } from './problem-mark.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { StateMark } from './state-mark.tsx';
import { TaskMarks } from './task-marks.tsx';
import { TaskName } from './task-node.tsx';
import { useGroupProgress } from './use-group-progress.ts';
import { useProblems } from './use-problems.ts';
import { useTaskState } from './use-task-state.ts';

/** An open group: a frame around its tasks. It is taken hold of by its title. */
export const FrameNode = memo(function FrameNode({ data: { shown } }: NodeProps<TaskNode>) {
  return useIsSimple() ? <SimpleFrame shown={shown} /> : <Frame shown={shown} />;
});

function Frame({ shown }: { readonly shown: ShownTask }) {
  const { path, id, task } = shown;
  const state = useTaskState(path);
  const problems = useProblems(path);
  const isTarget = useCanvasState(({ target }) => target?.group === path);
  const { name, icon } = describeTask(task, id, catalog);
  const items = useGroupProgress(path, task, state);
  return (
    <div className={`${styles.frame} ${task.disabled ? styles.disabled : ''} ${isTarget ? styles.target : ''}`} data-state={state?.status}>
      <div className={`${styles.header} frame-handle`}>
        <Icon name={icon} size={15} className={styles.icon} />
        <TaskName path={path} name={name} />
        {items ? <span className={styles.count}>{canvasMessages.itemsDone(items.succeeded + items.failed, items.count)}</span> : null}
        {state && state.status !== 'pending' ? <StateMark state={state} /> : null}
        <CloseButton path={path} />
        {items ? <ProgressBar items={items} className={styles.progress} /> : null}
      </div>
      {Object.keys(task.tasks ?? {}).length === 0 ? <p className={styles.empty}>{canvasMessages.emptyGroup}</p> : null}
      {state?.waiting ? <span className={styles.cause}>{causeWords(state)}</span> : null}
      <TaskMarks path={path} />
      {problems ? <ProblemMark severity={problems.severity} text={problems.text} /> : null}
      {state ? <DurationChip state={state} /> : null}
      <Ports shown={shown} />
    </div>
  );
}

function CloseButton({ path }: { readonly path: string }) {
  const { model } = useCanvas();
  return (
    <button
      type="button"
      className={`${styles.close} nodrag nopan`}
      aria-label={canvasMessages.closeGroup}
      title={canvasMessages.closeGroup}
      tabIndex={-1}
      onClick={() => model.setOpen(path, false)}
    >
      <Icon name="minus" size={14} />
    </button>
  );
}

function SimpleFrame({ shown }: { readonly shown: ShownTask }) {
  const state = useTaskState(shown.path);
  const { name } = describeTask(shown.task, shown.id, catalog);
  return (
    <div className={`${styles.frame} ${styles.simple}`} data-state={state?.status}>
      <div className={`${styles.simpleHeader} frame-handle`}>{name}</div>
      <TaskMarks path={shown.path} isSimple />
      <SimplePorts shown={shown} />
    </div>
  );
}
