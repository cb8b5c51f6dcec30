// Runs that run other workflows.
import type { AttemptOutcome, Report, RunEvent } from '../run/event.ts';
import { findUnit } from '../run/find-unit.ts';
import type { Unit } from '../run/run.ts';
import { nullValue, storedValue } from '../run/stored-value.ts';
import type { WaitCause } from '../tasks/execution.ts';
import { failureFromThrown, userFailure } from '../workflow/failure.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import type { Result } from '../workflow/result.ts';
import type { AttemptWork } from './attempts.ts';
import type { StartOrder } from './draft-run.ts';
import type { StartFailure } from './engine.ts';
import { hostFactsOf, type LiveRun } from './live-run.ts';
import { calledRunId } from './run-id.ts';

const deepestCall = 16;

export type CallParts = {
  readonly start: (order: StartOrder) => Promise<Result<{ readonly id: string }, StartFailure>>;
  readonly settle: (work: AttemptWork, outcome: AttemptOutcome, done?: () => void) => void;
  readonly post: (live: LiveRun, report: Report) => void;
  readonly liveRun: (id: string) => LiveRun | undefined;
  /** Of a run wherever it is kept; empty when there is none. */
  readonly eventsOf: (id: string) => Promise<readonly RunEvent[]>;
};

export type Calls = {
  /** An attempt of `flow.call` wants its run. */
  readonly begin: (work: AttemptWork, cause: Extract<WaitCause, { kind: 'call' }>) => void;
  /** A run has ended, and its end is on disk. */
  readonly ended: (live: LiveRun) => void;
  readonly cancel: (run: string) => void;
  /** After a restart: asks what became of the run that a task waits for. */
  readonly resume: (caller: LiveRun, unit: Unit) => Promise<void>;
  /** The same in the turn in which a task was to begin waiting for a run, which is canceled when the task does not wait after all. */
  readonly catchUp: (caller: LiveRun, unit: Unit, run: string) => void;
  /** After a restart: a run whose caller does not wait for it any more is canceled, as it would have been. */
  readonly checkCaller: (called: LiveRun) => void;
  /** The run that an attempt had started before the engine died, if it got that far. */
  readonly existing: (caller: LiveRun, unit: Unit) => Promise<AttemptOutcome | null>;
};

export function createCalls(parts: CallParts): Calls {
  const resume: Calls['resume'] = async (caller, unit) => {
    if (unit.waiting?.kind !== 'call') return;
    const { run } = unit.waiting;
    if (parts.liveRun(run)?.run.finishedAt === null) return;
    const events = await parts.eventsOf(run).catch(() => []);
    parts.post(caller, callFinished(unit.path, events.at(-1) ?? { run }));
  };
  // The called run may have ended before its caller began to wait for it, and the caller may have been canceled before that.
  const catchUp: Calls['catchUp'] = (caller, unit, run) => {
    const isAwaited = unit.waiting?.kind === 'call' && unit.waiting.run === run;
    if (isAwaited) void resume(caller, unit);
    else cancelRun(parts, run);
  };
  const begin: Calls['begin'] = (work, cause) => {
    start(parts, work, cause).then(
      (outcome) => {
        const run = outcome.type === 'waiting' && outcome.cause.kind === 'call' ? outcome.cause.run : null;
        parts.settle(work, outcome, () => (run === null ? undefined : catchUp(work.live, work.unit, run)));
      },
      (thrown: unknown) => parts.settle(work, { type: 'failed', failure: failureFromThrown(thrown) }),
    );
  };
  return {
    begin,
    cancel: (run) => cancelRun(parts, run),
    ended: (live) => {
      const { trigger } = live.run.created;
      const end = live.events.at(-1);
      if (trigger.kind !== 'call' || end?.type !== 'run.finished') return;
      const caller = parts.liveRun(trigger.run);
      if (caller) parts.post(caller, callFinished(trigger.path, end));
    },
    resume,
    catchUp,
    checkCaller: (called) => {
      const { trigger } = called.run.created;
      if (trigger.kind !== 'call' || called.host.isDetached) return;
      const caller = parts.liveRun(trigger.run);
      const unit = caller ? findUnit(caller.run, trigger.path) : null;
      const isCalling = unit?.status === 'running' && unit.stopping === null;
      const isAwaited = isCalling || (unit?.waiting?.kind === 'call' && unit.waiting.run === called.id);
      if (!isAwaited) cancelRun(parts, called.id);
    },
    existing: async (caller, unit) => {
      const run = calledRunId(caller.id, unit.path, unit.attempt);
      const created = (await parts.eventsOf(run))[0];
      if (created?.type !== 'run.created') return null;
      if (hostFactsOf(created).isDetached) return { type: 'succeeded', output: storedValue({ run }) };
      return { type: 'waiting', cause: { kind: 'call', run, workflow: created.workflow } };
    },
  };
}

async function start(parts: CallParts, work: AttemptWork, cause: Extract<WaitCause, { kind: 'call' }>): Promise<AttemptOutcome> {
  const { live, unit, number } = work;
  const depth = live.host.depth + 1;
  if (depth > deepestCall) return failed('call_too_deep', `Workflows call each other more than ${deepestCall} deep, probably in circles`);
  const inputs = live.redactor.json(cause.inputs as Json);
  if (inputs !== cause.inputs) {
    return failed(
      'secret_in_inputs',
      `Inputs of \`${cause.workflow}\` would hold a secret, and inputs are kept; let the called workflow read the secret itself`,
    );
  }
  const started = await parts.start({
    id: calledRunId(live.id, unit.path, number),
    workflow: cause.workflow,
    inputs: inputs as JsonObject,
    trigger: { kind: 'call', run: live.id, path: unit.path },
    ...(live.run.created.environment === null ? {} : { environment: live.run.created.environment }),
    facts: { folder: live.host.folder, depth, isDetached: !cause.wait },
  });
  if (!started.ok && started.failure.code !== 'run_exists') {
    const { problems: _problems, ...failure } = started.failure;
    return { type: 'failed', failure };
  }
  const run = calledRunId(live.id, unit.path, number);
  if (!cause.wait) return { type: 'succeeded', output: storedValue({ run }) };
  return { type: 'waiting', cause: { kind: 'call', run, workflow: cause.workflow } };
}

function failed(code: string, message: string): AttemptOutcome {
  return { type: 'failed', failure: userFailure(code, message) };
}

function cancelRun(parts: CallParts, run: string): void {
  const live = parts.liveRun(run);
  if (live) parts.post(live, { type: 'cancel', by: 'engine', message: 'The calling task was canceled' });
}

function callFinished(path: string, end: RunEvent | { readonly run: string }): Report {
  if (!('type' in end) || end.type !== 'run.finished') {
    const failure = userFailure('called_run_lost', `Nothing is known of the called run ${end.run}: its files are gone or cannot be read`);
    return { type: 'call finished', path, run: end.run, status: 'failed', outputs: nullValue, failure };
  }
  const { run, status, outputs, failure } = end;
  return { type: 'call finished', path, run, status, outputs: outputs ?? nullValue, ...(failure ? { failure } : {}) };
}
