import { assertNever } from '../workflow/assert.ts';
import { userFailure } from '../workflow/failure.ts';
import { failAttempt } from './fail-attempt.ts';
import type { Planner } from './planner.ts';
import type { TimerEntry, Unit } from './run.ts';
import { nullValue } from './stored-value.ts';

/** Deals with the earliest timer that is due, if any; entries whose attempt is over mean nothing any more. */
export function fireTimer(planner: Planner): boolean {
  const { run, now } = planner;
  const due = run.timers.takeDue(now);
  if (due && (run.phase === 'running' || run.phase === 'ending')) fire(planner, due.value);
  return due !== undefined;
}

function fire(planner: Planner, entry: TimerEntry): void {
  if (entry.kind === 'run') {
    if (planner.run.stopping === null && planner.run.phase === 'running') planner.record({ type: 'run.stopping', reason: 'timeout' });
    return;
  }
  const { unit } = entry;
  if (unit.attempt !== entry.attempt || unit.stopping !== null || isSuperseded(unit)) return;
  switch (entry.kind) {
    case 'retry':
    case 'iteration':
      if (unit.waiting?.kind === entry.kind) planner.record({ type: 'task.resumed', path: unit.path });
      return;
    case 'wait':
      return endWait(planner, unit);
    case 'deadline':
      return missDeadline(planner, unit);
    default:
      assertNever(entry);
  }
}

/** The surrounding group began anew, so this unit belongs to a generation that is gone. */
function isSuperseded(unit: Unit): boolean {
  for (let scope = unit.node.scope; scope.owner; scope = scope.owner.node.scope) {
    if (scope.owner.body !== scope) return true;
  }
  return false;
}

function endWait(planner: Planner, unit: Unit): void {
  const { waiting, path, attempt } = unit;
  if (waiting?.kind === 'timer') planner.record({ type: 'task.succeeded', path, attempt, output: nullValue });
  if (waiting?.kind !== 'approval') return;
  if (waiting.onTimeout === 'fail') {
    failAttempt(planner, unit, userFailure('approval_timeout', `Nobody decided "${waiting.title}" in time`));
    return;
  }
  const decision = waiting.onTimeout === 'approve' ? 'approved' : 'rejected';
  planner.record({ type: 'approval.decided', path, attempt, decision, by: 'timeout', comment: '', values: {} });
}

function missDeadline(planner: Planner, unit: Unit): void {
  if (unit.status === 'running') {
    planner.record({ type: 'task.stopping', path: unit.path, attempt: unit.attempt, reason: 'timeout' });
    if (!unit.node.program.body) planner.effect({ type: 'abort', path: unit.path, attempt: unit.attempt, reason: 'timeout' });
  } else if (unit.status === 'waiting' && unit.waiting?.kind !== 'retry') {
    if (unit.waiting?.kind === 'call') planner.effect({ type: 'cancel call', run: unit.waiting.run });
    failAttempt(planner, unit, timeoutFailure(unit));
  }
}

export function timeoutFailure(unit: Unit) {
  const timeout = unit.node.program.task.timeout ?? '';
  return { ...userFailure('timeout', `Task \`${unit.path}\` took longer than its timeout of ${timeout}`), kind: 'transient' as const };
}
