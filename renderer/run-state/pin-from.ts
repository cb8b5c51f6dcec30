import { definitionPath } from '../../engine/run/path.ts';
import type { FollowedRun } from './run-state.ts';

/**
 * Where the output of a task is in a run: its unit there, or the first one to have an output where a group around it runs more than once.
 * Null when it has none.
 */
export function pinFrom(
  { id, tasks, events }: Pick<FollowedRun, 'id' | 'tasks' | 'events'>,
  path: string,
): { readonly run: string; readonly path: string } | null {
  const state = tasks.get(path);
  if (!state || (state.status !== 'succeeded' && !state.items?.succeeded)) return null;
  // An item of the task itself has a part of its output only.
  const unit = events.find((event) => event.type === 'task.succeeded' && !event.path.endsWith(']') && definitionPath(event.path) === path);
  return unit && 'path' in unit ? { run: id, path: unit.path } : null;
}
