import { walkTasks } from '../../engine/workflow/graph/walk.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import type { FollowedRun, TaskState } from '../run-state/run-state.ts';

export type TimelineBar = {
  readonly path: string;
  readonly name: string;
  /** How deep in groups. */
  readonly level: number;
  readonly state: TaskState | null;
  /** Shares of the whole width, from 0 to 1; null while it has not started. */
  readonly start: number | null;
  readonly width: number;
};

/** One line per task in the order of the document; bars are shares of the time from the run's start to its end, or to `now`. */
export function timelineBars(workflow: Workflow, run: FollowedRun, now: number): readonly TimelineBar[] {
  const begin = run.startedAt ?? now;
  const span = Math.max(1, (run.finishedAt ?? now) - begin);
  return [...walkTasks(workflow)].map(({ path, task }) => {
    const state = run.tasks.get(path) ?? null;
    const level = path.split('.').length - 1;
    const name = task.name ?? path.slice(path.lastIndexOf('.') + 1);
    if (state?.startedAt == null) return { path, name, level, state, start: null, width: 0 };
    const start = (state.startedAt - begin) / span;
    const end = ((state.finishedAt ?? run.finishedAt ?? now) - begin) / span;
    return { path, name, level, state, start: Math.max(0, start), width: Math.max(0, end - start) };
  });
}
