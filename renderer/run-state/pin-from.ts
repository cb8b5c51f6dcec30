import type { RunEvent } from '../../engine/run/event.ts';
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
  if (!state || (state.status !== 'succeeded' && !state.items?.succeeded) || ranInPart(events, path)) return null;
  // An item of the task itself has a part of its output only.
  const isOfTask = (unit: string) => !unit.endsWith(']') && definitionPath(unit) === path;
  const unit = events.find((event) => isSuccess(event) && isOfTask(event.path) && isPinnable({ events }, event.path));
  return unit && 'path' in unit ? { run: id, path: unit.path } : null;
}

/** Whether later runs can take the output of the task at this path of the run: the engine refuses pins of what has none. */
export function isPinnable({ events }: Pick<FollowedRun, 'events'>, path: string): boolean {
  let last: RunEvent | null = null;
  for (const event of events) if ('path' in event && event.path === path) last = event;
  return last !== null && isSuccess(last) && !ranInPart(events, definitionPath(path));
}

/** Decisions end approvals without another word. */
function isSuccess(event: RunEvent): event is Extract<RunEvent, { type: 'task.succeeded' | 'approval.decided' }> {
  return event.type === 'task.succeeded' || event.type === 'approval.decided';
}

/** A group around the task that the run went up to. */
function ranInPart([created]: FollowedRun['events'], path: string): boolean {
  return created?.type === 'run.created' && created.upTo?.startsWith(`${path}.`) === true;
}
