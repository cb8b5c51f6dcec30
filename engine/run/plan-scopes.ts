// How a nested graph, the run and its hooks end.
import type { Failure } from '../workflow/failure.ts';
import { userFailure } from '../workflow/failure.ts';
import type { HookName } from '../workflow/schema.ts';
import { isPartial } from './choices.ts';
import type { EndedRunStatus } from './event.ts';
import { failAttempt } from './fail-attempt.ts';
import { timeoutFailure } from './plan-timers.ts';
import type { Planner } from './planner.ts';
import { isScopeDone, type ScopeState, type Unit } from './run.ts';
import { nullValue, type StoredValue } from './stored-value.ts';

export function endScope(planner: Planner, scope: ScopeState): void {
  const { run } = planner;
  if (scope === run.hooks) finishAfterHooks(planner);
  else if (!isScopeDone(scope)) return;
  else if (scope === run.root) endRun(planner);
  else if (scope.owner?.body === scope) endGroup(planner, scope.owner, scope);
}

function endGroup(planner: Planner, unit: Unit, scope: ScopeState): void {
  if (unit.status !== 'running' || unit.asked) return;
  const { path, attempt } = unit;
  const { outputs, until } = unit.node.program.task;
  const failure = unhandledFailure(scope);
  if (scope.stopping === 'timeout' && unit.stopping === 'timeout') failAttempt(planner, unit, timeoutFailure(unit));
  else if (scope.stopping !== null) planner.record({ type: 'task.canceled', path, attempt });
  else if (failure) failAttempt(planner, unit, failure);
  else if ((outputs || until) && !isPartial(planner.run, unit.node.program)) {
    unit.asked = true;
    planner.effect({ type: 'complete', path });
  } else planner.record({ type: 'task.succeeded', path, attempt, output: nullValue });
}

/** The first unhandled failure in the order of the document, as the failure of what surrounds it. */
function unhandledFailure(scope: ScopeState): Failure | null {
  if (scope.unhandled.size === 0) return null;
  const index = smallest(scope.unhandled);
  const unit = scope.nodes[index]?.unit;
  if (!unit?.failure) return null;
  const others = scope.unhandled.size > 1 ? ` (and ${scope.unhandled.size - 1} more)` : '';
  const message = `Task \`${unit.path}\` failed: ${unit.failure.message}${others}`;
  return { ...userFailure('task_failed', message, { task: unit.path, code: unit.failure.code }), cause: unit.failure };
}

/** By a loop: spreading ten thousand indexes into `Math.min` would overflow the stack. */
function smallest(indexes: ReadonlySet<number>): number {
  let least = Number.POSITIVE_INFINITY;
  for (const index of indexes) least = Math.min(least, index);
  return least;
}

export function endRun(planner: Planner): void {
  const { run } = planner;
  if (run.phase !== 'running' || run.askedForOutputs) return;
  const stop = run.stopping;
  if (stop?.reason === 'cancel')
    return endWith(planner, 'canceled', { failure: userFailure('canceled', stop.message ?? 'The run was canceled') });
  if (stop?.reason === 'timeout') return endWith(planner, 'failed', { failure: runTimeout(planner) });
  if (stop?.status === 'canceled')
    return endWith(planner, 'canceled', { failure: userFailure('stopped', stop.message ?? 'The run was stopped') });
  const failure = stop ? null : unhandledFailure(run.root);
  if (failure) return endWith(planner, 'failed', { failure });
  if (!run.program.workflow.outputs || isPartial(run, null)) return endWith(planner, 'succeeded', {});
  run.askedForOutputs = true;
  planner.effect({ type: 'outputs' });
}

function runTimeout(planner: Planner): Failure {
  const { workflow } = planner.run.program;
  return userFailure('timeout', `The run took longer than the workflow's timeout of ${workflow.timeout ?? ''}`);
}

export type RunResult = { readonly outputs?: StoredValue; readonly failure?: Failure };

/** Ends the run, after its hooks where there are any for this end. */
export function endWith(planner: Planner, status: EndedRunStatus, result: RunResult): void {
  const { run } = planner;
  const hooks = ([status, 'finished'] as const satisfies readonly HookName[]).filter((name) => run.program.hooks.indexOf.has(name));
  if (hooks.length > 0 || run.hooks.active > 0) planner.record({ type: 'run.ending', status, ...result, hooks });
  else finish(planner, status, result);
}

function finishAfterHooks(planner: Planner): void {
  const { run } = planner;
  if (run.phase !== 'ending' || run.hooks.active > 0 || !run.ending) return;
  const { status, outputs, failure } = run.ending;
  finish(planner, status, { ...(outputs ? { outputs } : {}), ...(failure ? { failure } : {}) });
}

export function finish(planner: Planner, status: EndedRunStatus, result: RunResult): void {
  planner.record({ type: 'run.finished', status, ...result });
  planner.effect({ type: 'finished', status });
}
