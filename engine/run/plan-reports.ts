// What the host and people report, turned into facts. A report that no longer fits (the task was canceled meanwhile) is refused, not fatal.
import { assertNever } from '../workflow/assert.ts';
import { parseDuration } from '../workflow/duration.ts';
import { type Failure, userFailure } from '../workflow/failure.ts';
import { unitsAtBreakpoints } from './breakpoints.ts';
import type { AttemptOutcome, Completed, Prepared, Report } from './event.ts';
import { failAttempt, failFinally } from './fail-attempt.ts';
import { findUnit } from './find-unit.ts';
import { endRun, endWith, finish } from './plan-scopes.ts';
import { stopHooks } from './plan-stops.ts';
import { timeoutFailure } from './plan-timers.ts';
import type { Planner } from './planner.ts';
import type { Unit } from './run.ts';

export function applyReport(planner: Planner, report: Report): void {
  const { run } = planner;
  if (run.phase === 'finished') return planner.refuse(`Run ${run.id} has finished`);
  switch (report.type) {
    case 'start':
      return run.phase === 'queued' ? planner.record({ type: 'run.started' }) : planner.refuse(`Run ${run.id} has started already`);
    case 'cancel':
      return cancel(planner, report);
    case 'pause':
      if (run.isPaused || run.stopping || run.phase === 'ending') return planner.refuse(`Run ${run.id} cannot be paused now`);
      return planner.record({ type: 'run.paused', ...who(report) });
    case 'resume':
      return resume(planner, report);
    case 'outputs':
      return applyOutputs(planner, report.result);
    case 'continue':
      return goOn(planner, report);
    default:
      return applyTaskReport(planner, report);
  }
}

type TaskReport = Extract<Report, { path: string }>;

function applyTaskReport(planner: Planner, report: TaskReport): void {
  const unit = findUnit(planner.run, report.path);
  if (!unit) return planner.refuse(`Run ${planner.run.id} has no task ${report.path}`);
  switch (report.type) {
    case 'prepared':
      return unit.status === 'queued' ? applyPrepared(planner, unit, report.result) : refuseLate(planner, unit);
    case 'started':
      return start(planner, unit, report.attempt);
    case 'outcome':
      return isCurrent(unit, report.attempt) ? applyOutcome(planner, unit, report.outcome) : refuseLate(planner, unit);
    case 'completed':
      return unit.status === 'running' ? applyCompleted(planner, unit, report.result) : refuseLate(planner, unit);
    case 'interrupted':
      return isCurrent(unit, report.attempt) ? interrupt(planner, unit) : refuseLate(planner, unit);
    case 'call finished':
      return applyCall(planner, unit, report);
    case 'decide':
      return decide(planner, unit, report);
    default:
      assertNever(report);
  }
}

function who({ by }: { readonly by?: string }) {
  return by === undefined ? {} : { by };
}

function refuseLate(planner: Planner, unit: Unit): void {
  planner.refuse(`Task ${unit.path} is ${unit.status}`);
}

function start(planner: Planner, unit: Unit, attempt: number): void {
  const { run } = planner;
  const { path, status } = unit;
  if (status !== 'queued' || unit.attempt + 1 !== attempt) return refuseLate(planner, unit);
  if (!run.isPaused) return planner.record({ type: 'task.started', path, attempt });
  // The slot is turned down, so the task wants another one as soon as the run goes on: one request at a time, never two.
  unit.asked = false;
  run.toOffer.push(unit);
  planner.refuse(`Task ${path} is ${status}, and run ${run.id} is paused`);
}

function isCurrent(unit: Unit, attempt: number): boolean {
  return unit.status === 'running' && unit.attempt === attempt && unit.body === null;
}

function cancel(planner: Planner, report: Extract<Report, { type: 'cancel' }>): void {
  const { run } = planner;
  if (run.phase === 'ending') {
    stopHooks(planner);
    return;
  }
  if (run.stopping?.reason === 'cancel') return planner.refuse(`Run ${run.id} is being canceled already`);
  const message = report.message === undefined ? {} : { message: report.message };
  const wasQueued = run.phase === 'queued';
  planner.record({ type: 'run.stopping', reason: 'cancel', ...message, ...who(report) });
  stopHooks(planner);
  if (wasQueued) finish(planner, 'canceled', { failure: userFailure('canceled', report.message ?? 'The run was canceled') });
}

function resume(planner: Planner, report: Extract<Report, { type: 'resume' }>): void {
  const { run } = planner;
  if (!run.isPaused) return planner.refuse(`Run ${run.id} is not paused`);
  planner.record({ type: 'run.resumed', ...who(report) });
}

function goOn(planner: Planner, { path, ...report }: Extract<Report, { type: 'continue' }>): void {
  const { run } = planner;
  const waiting = unitsAtBreakpoints(run, path);
  for (const unit of waiting) planner.record({ type: 'task.resumed', path: unit.path, ...who(report) });
  if (waiting.length > 0) return;
  planner.refuse(path === undefined ? `No task of run ${run.id} waits at a breakpoint` : `Task ${path} does not wait at a breakpoint`);
}

function applyPrepared(planner: Planner, unit: Unit, result: Prepared): void {
  const { path } = unit;
  switch (result.type) {
    case 'skip':
      return planner.record({ type: 'task.skipped', path, reason: 'when' });
    case 'items':
      return planner.record({
        type: 'task.expanded',
        path,
        count: result.count,
        items: result.items,
        ...(result.keys ? { keys: result.keys } : {}),
      });
    case 'failed':
      return failFinally(planner, unit, result.failure);
    case 'run':
      unit.prepared = true;
      unit.asked = false;
      planner.run.toOffer.push(unit);
      return;
    default:
      assertNever(result);
  }
}

function applyOutcome(planner: Planner, unit: Unit, outcome: AttemptOutcome): void {
  const { path, attempt } = unit;
  switch (outcome.type) {
    case 'succeeded': {
      const { output, port, from } = outcome;
      return planner.record({
        type: 'task.succeeded',
        path,
        attempt,
        output,
        ...(port === undefined ? {} : { port }),
        ...(from ? { from } : {}),
      });
    }
    case 'failed':
      return failAttempt(planner, unit, unit.stopping === 'timeout' ? timeoutFailure(unit) : outcome.failure);
    case 'waiting':
      // The work is told to stop, so it must not begin to wait.
      if (unit.stopping !== null) return failAttempt(planner, unit, timeoutFailure(unit));
      return planner.record({ type: 'task.waiting', path, attempt, cause: outcome.cause });
    case 'stop':
      return stopRun(planner, unit, outcome);
    default:
      assertNever(outcome);
  }
}

function stopRun(planner: Planner, unit: Unit, { status, message }: Extract<AttemptOutcome, { type: 'stop' }>): void {
  const output = { kind: 'value', value: { status, message } } as const;
  planner.record({ type: 'task.succeeded', path: unit.path, attempt: unit.attempt, output });
  if (planner.run.stopping === null && planner.run.phase === 'running')
    planner.record({ type: 'run.stopping', reason: 'stop', status, message });
}

function applyCompleted(planner: Planner, unit: Unit, result: Completed): void {
  const { path, attempt } = unit;
  unit.asked = false;
  switch (result.type) {
    case 'done':
      return planner.record({ type: 'task.succeeded', path, attempt, output: result.output });
    case 'failed':
      return failAttempt(planner, unit, result.failure);
    case 'again':
      // The group was told to end while its condition was evaluated, so it must not begin anew.
      if (unit.stopping !== null) return failAttempt(planner, unit, timeoutFailure(unit));
      return repeat(planner, unit);
    default:
      assertNever(result);
  }
}

function repeat(planner: Planner, unit: Unit): void {
  const until = unit.node.program.task.until;
  const iteration = unit.iteration + 1;
  if (!until || iteration >= until.maxIterations) {
    const failure = userFailure('until_not_met', `The condition of \`${unit.path}\` was still false after ${iteration} iterations`);
    return failAttempt(planner, unit, failure);
  }
  const delayMs = until.delay === undefined ? 0 : (parseDuration(until.delay) ?? 0);
  planner.record({ type: 'task.repeated', path: unit.path, iteration, resumeAt: planner.now + delayMs });
  if (delayMs === 0) planner.record({ type: 'task.resumed', path: unit.path });
}

/** The engine died while the attempt ran: it runs again, or fails for good, as the task declares. */
function interrupt(planner: Planner, unit: Unit): void {
  const { path, attempt, stopping } = unit;
  const action = unit.node.program.onInterrupt;
  if (stopping === 'cancel' || stopping === 'stop') return planner.record({ type: 'task.canceled', path, attempt });
  if (stopping === 'timeout') return failAttempt(planner, unit, timeoutFailure(unit));
  planner.record({ type: 'task.interrupted', path, attempt, action });
  if (action === 'fail') failFinally(planner, unit, interruptedFailure(unit));
}

function interruptedFailure(unit: Unit): Failure {
  const message = `The engine stopped while \`${unit.path}\` was running; whether it had an effect is unknown, so it is not run again by itself`;
  return userFailure('interrupted', message);
}

function applyCall(planner: Planner, unit: Unit, report: Extract<Report, { type: 'call finished' }>): void {
  const { path, attempt, waiting } = unit;
  if (unit.status !== 'waiting' || waiting?.kind !== 'call' || waiting.run !== report.run) return refuseLate(planner, unit);
  if (report.status === 'succeeded') return planner.record({ type: 'task.succeeded', path, attempt, output: report.outputs });
  const failure = userFailure('called_run_failed', `Run ${report.run} of \`${waiting.workflow}\` ${report.status}`, {
    run: report.run,
    status: report.status,
  });
  failAttempt(planner, unit, report.failure ? { ...failure, cause: report.failure } : failure);
}

function decide(planner: Planner, unit: Unit, report: Extract<Report, { type: 'decide' }>): void {
  const { waiting, path, attempt } = unit;
  if (unit.status !== 'waiting' || waiting?.kind !== 'approval') return planner.refuse(`Task ${path} does not wait for an approval`);
  if (waiting.approvers.length > 0 && !waiting.approvers.includes(report.by)) {
    return planner.refuse(`${report.by} may not decide ${path}; its approvers are ${waiting.approvers.join(', ')}`);
  }
  const { decision, by, comment, values } = report;
  planner.record({ type: 'approval.decided', path, attempt, decision, by, comment, values });
}

function applyOutputs(planner: Planner, result: Extract<Report, { type: 'outputs' }>['result']): void {
  const { run } = planner;
  if (run.phase !== 'running' || !run.askedForOutputs) return planner.refuse(`Run ${run.id} did not ask for its outputs`);
  run.askedForOutputs = false;
  // Canceled, or out of time, while the outputs were evaluated.
  if (run.stopping && run.stopping.status !== 'succeeded') return endRun(planner);
  if (result.type === 'done') return endWith(planner, 'succeeded', { outputs: result.outputs });
  // A run that stopped on purpose may have left out the tasks that its outputs read.
  if (run.stopping?.reason === 'stop') return endWith(planner, 'succeeded', {});
  endWith(planner, 'failed', { failure: result.failure });
}
