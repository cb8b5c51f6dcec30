// How each task of a run ended and how long that took: what statistics need of a run, and nothing of its data.
import type { RunEvent } from './event.ts';

export type EndedTaskStatus = 'succeeded' | 'failed' | 'skipped' | 'canceled';

export type TaskTime = {
  readonly path: string;
  readonly status: EndedTaskStatus;
  /** Of the attempt that ended it; null when it did not run, or its result came from the cache or another run. */
  readonly durationMs: number | null;
};

/** Tasks, groups and their members by path, in the order they ended. Items of a task with `each` are counted with their task alone. */
export function taskTimes(events: readonly RunEvent[]): readonly TaskTime[] {
  const startedAt = new Map<string, number>();
  const times = new Map<string, TaskTime>();
  for (const event of events) {
    if (!('path' in event) || event.path.includes('[')) continue;
    const { path, at } = event;
    if (event.type === 'task.started' || event.type === 'task.expanded') startedAt.set(path, at);
    const status = endedAs(event);
    if (status === null) continue;
    const start = event.type === 'task.succeeded' && event.from !== undefined ? undefined : startedAt.get(path);
    times.set(path, { path, status, durationMs: start === undefined ? null : Math.max(0, at - start) });
  }
  return [...times.values()];
}

function endedAs(event: RunEvent): EndedTaskStatus | null {
  switch (event.type) {
    case 'task.succeeded':
    case 'approval.decided':
      return 'succeeded';
    case 'task.failed':
      return event.retryAt === undefined ? 'failed' : null;
    case 'task.skipped':
      return 'skipped';
    case 'task.canceled':
      return 'canceled';
    default:
      return null;
  }
}
