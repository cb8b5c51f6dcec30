import type { Failure } from '../workflow/failure.ts';
import type { Planner } from './planner.ts';
import { planRetry } from './retry.ts';
import type { Unit } from './run.ts';

/** Records that an attempt (of a leaf or of a whole group) failed, and whether it is tried again. */
export function failAttempt(planner: Planner, unit: Unit, failure: Failure): void {
  const { path, attempt } = unit;
  if (unit.stopping === 'cancel' || unit.stopping === 'stop' || isSurroundingStopped(unit)) {
    planner.record({ type: 'task.canceled', path, attempt });
    return;
  }
  const retryAt = planRetry(unit.node.program.retry, {
    failure,
    attemptsMade: attempt - unit.attemptsBefore,
    firstStartedAt: unit.firstStartedAt ?? planner.now,
    now: planner.now,
    seed: `${planner.run.id} ${path} ${attempt}`,
  });
  planner.record({ type: 'task.failed', path, attempt, failure, ...(retryAt === null ? {} : { retryAt }) });
}

/** A failure that no retry policy is asked about: the task could not even be prepared, or must not run again. */
export function failFinally(planner: Planner, unit: Unit, failure: Failure): void {
  planner.record({ type: 'task.failed', path: unit.path, attempt: unit.attempt, failure });
}

function isSurroundingStopped(unit: Unit): boolean {
  return unit.node.scope.stopping !== null || (unit.item !== null && unit.node.unit.stopping !== null);
}
