// One attempt of a leaf task: from its slot to its outcome.
import type { CachedResult } from '../adapters/cache-store.ts';
import { type EvaluationContext, requirements, resolveParameters } from '../run/evaluate.ts';
import type { AttemptOutcome, Report, TaskWaiting } from '../run/event.ts';
import { findUnit } from '../run/find-unit.ts';
import type { Unit } from '../run/run.ts';
import { type Outcome, TaskFailure, type TaskType, type WaitCause } from '../tasks/execution.ts';
import { assertNever } from '../workflow/assert.ts';
import { type Failure, failureFromThrown, userFailure } from '../workflow/failure.ts';
import type { Json } from '../workflow/json.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import { Attempt } from './attempt.ts';
import type { BlobValues } from './blob-values.ts';
import type { Contexts } from './evaluation.ts';
import { inlineLimit } from './inline-results.ts';
import type { LiveRun } from './live-run.ts';
import type { TaskCache } from './task-cache.ts';
import type { TaskContexts } from './task-context.ts';

/** An attempt with everything that its steps look at. */
export type AttemptWork = { readonly live: LiveRun; readonly unit: Unit; readonly attempt: Attempt; readonly number: number };

export type AttemptParts = {
  readonly taskTypes: ReadonlyMap<string, TaskType>;
  readonly contexts: Contexts;
  readonly taskContexts: TaskContexts;
  readonly values: BlobValues;
  readonly cache: TaskCache;
  readonly post: (live: LiveRun, report: Report, done?: () => void) => void;
  readonly whenDurable: (callback: (isDurable: boolean) => void) => void;
  readonly call: (work: AttemptWork, cause: Extract<WaitCause, { kind: 'call' }>) => void;
};

export type Attempts = {
  readonly start: (live: LiveRun, path: string) => void;
  /** Reports how an attempt ended; what a stopping engine broke off is left for its next start. */
  readonly settle: (work: AttemptWork, outcome: AttemptOutcome, done?: () => void) => void;
  readonly stop: () => void;
};

type Ready = { readonly context: EvaluationContext; readonly type: TaskType; readonly parameters: unknown };

export function createAttempts(parts: AttemptParts): Attempts {
  const attempts = new AttemptRunner(parts);
  return {
    start: (live, path) => attempts.start(live, path),
    settle: (work, outcome, done) => attempts.settle(work, outcome, done),
    stop: () => attempts.stop(),
  };
}

class AttemptRunner {
  readonly #parts: AttemptParts;
  #isStopping = false;

  constructor(parts: AttemptParts) {
    this.#parts = parts;
  }

  stop(): void {
    this.#isStopping = true;
  }

  start(live: LiveRun, path: string): void {
    const unit = findUnit(live.run, path);
    const request = live.held.get(path);
    if (!unit || !request) throw new Error(`Broken invariant: ${path} of ${live.id} has no slot`);
    const work = { live, unit, attempt: new Attempt(request), number: unit.attempt };
    live.attempts.set(path, work.attempt);
    const type = this.#parts.taskTypes.get(unit.node.program.task.type);
    if (!type) return this.#fail(work, userFailure('unknown_type', `There is no task type ${unit.node.program.task.type}`));
    // The effect barrier: what cannot be taken back waits until all that led to it is on disk.
    if (type.manifest.effects === 'pure') this.#begin(work, type);
    else this.#parts.whenDurable((isDurable) => (isDurable ? this.#begin(work, type) : this.#fail(work, notStarted)));
  }

  settle({ live, unit, attempt, number }: AttemptWork, outcome: AttemptOutcome, done?: () => void): void {
    live.attempts.delete(unit.path);
    attempt.end();
    // What was told to end before the engine was ends as it would have.
    const isBreakingOff = this.#isStopping && unit.stopping === null;
    const wasBrokenOff = isBreakingOff && attempt.isAborted && outcome.type !== 'succeeded';
    if (!wasBrokenOff) this.#parts.post(live, { type: 'outcome', path: unit.path, attempt: number, outcome }, done);
  }

  #begin(work: AttemptWork, type: TaskType): void {
    if (work.attempt.isAborted) return this.#fail(work, notStarted);
    const { live, unit } = work;
    const needs = this.#safely(() => ok(requirements(live.run, unit.path, 'parameters')));
    if (!needs.ok) return this.#fail(work, needs.failure);
    const context = this.#parts.contexts.atOnce(needs.value);
    if (context) return this.#resolve(work, type, context);
    this.#guard(work, async () => {
      const loaded = await this.#parts.contexts.load(live, needs.value);
      if (loaded.ok) this.#resolve(work, type, loaded.value);
      else this.#fail(work, loaded.failure);
    });
  }

  #resolve(work: AttemptWork, type: TaskType, context: EvaluationContext): void {
    const resolved = this.#safely(() => resolveParameters(work.live.run, work.unit.path, type.manifest, context));
    if (!resolved.ok) return this.#fail(work, resolved.failure);
    const ready = { context, type, parameters: resolved.value };
    if (work.unit.node.program.task.cache) this.#guard(work, () => this.#reuseOrExecute(work, ready));
    else this.#execute(work, ready);
  }

  async #reuseOrExecute(work: AttemptWork, ready: Ready): Promise<void> {
    const looked = await this.#parts.cache.look(work, ready);
    if (looked.type === 'failed') return this.#fail(work, looked.failure);
    if (looked.type === 'hit') return this.settle(work, reused(looked.result));
    if (looked.why.length > 0) {
      this.#parts.taskContexts.create(work, ready.context).log('info', `Not taken from the cache: ${looked.why.join(', ')}`);
    }
    this.#execute(work, ready, (outcome) => this.#keep(work, ready, () => looked.keep(outcome)));
  }

  /** A result that cannot be kept for the next time is a result all the same. */
  async #keep(work: AttemptWork, ready: Ready, keep: () => Promise<void>): Promise<void> {
    try {
      await keep();
    } catch (thrown) {
      const { message } = failureFromThrown(thrown);
      this.#parts.taskContexts.create(work, ready.context).log('warn', `The result could not be kept in the cache: ${message}`);
    }
  }

  /** `keep` saves a success for the next time. */
  #execute(work: AttemptWork, ready: Ready, keep?: (outcome: AttemptOutcome) => Promise<void>): void {
    if (work.attempt.isAborted) return this.#fail(work, notStarted);
    const outcome = this.#run(work, ready);
    if (!(outcome instanceof Promise) && !keep) return this.#conclude(work, outcome);
    this.#guard(work, async () => {
      // One turn at a time: an execution's own promise never rejects, `#run` saw to that.
      const ended = await outcome;
      if (keep && ended.type === 'succeeded') await keep(await this.#stored(work, ended));
      this.#conclude(work, ended);
    });
  }

  #run(work: AttemptWork, { type, parameters, context }: Ready): Outcome | Promise<Outcome> {
    try {
      const outcome = type.execute(parameters as never, this.#parts.taskContexts.create(work, context));
      return outcome instanceof Promise ? outcome.catch(failedBy) : outcome;
    } catch (thrown) {
      return failedBy(thrown);
    }
  }

  #conclude(work: AttemptWork, outcome: Outcome): void {
    const { redactor } = work.live;
    switch (outcome.type) {
      case 'succeeded':
        return this.#succeed(work, outcome);
      case 'failed':
        return this.#fail(work, outcome.failure);
      case 'stop':
        return this.settle(work, { ...outcome, message: redactor.text(outcome.message) });
      case 'waiting':
        if (outcome.cause.kind === 'call') return this.#parts.call(work, outcome.cause);
        return this.settle(work, { type: 'waiting', cause: redactor.json(outcome.cause as unknown as Json) as unknown as TaskWaiting });
      default:
        return assertNever(outcome);
    }
  }

  #succeed(work: AttemptWork, outcome: Extract<Outcome, { type: 'succeeded' }>): void {
    const stored = this.#safely(() => ok(this.#stored(work, outcome)));
    if (!stored.ok) return this.#fail(work, stored.failure);
    const { value } = stored;
    if (!(value instanceof Promise)) return this.settle(work, value);
    this.#guard(work, async () => this.settle(work, await value));
  }

  #stored(
    { live }: AttemptWork,
    { output, port }: Extract<Outcome, { type: 'succeeded' }>,
  ): Extract<AttemptOutcome, { type: 'succeeded' }> | Promise<Extract<AttemptOutcome, { type: 'succeeded' }>> {
    const named = port === undefined ? {} : { port };
    const stored = this.#parts.values.store(live.redactor.json(output ?? null), inlineLimit(live));
    if (!(stored instanceof Promise)) return { type: 'succeeded', output: stored, ...named };
    return stored.then((ready) => ({ type: 'succeeded', output: ready, ...named }));
  }

  #fail(work: AttemptWork, failure: Failure): void {
    this.settle(work, { type: 'failed', failure: work.live.redactor.failure(failure) });
  }

  #safely<T>(work: () => Result<T, Failure>): Result<T, Failure> {
    try {
      return work();
    } catch (thrown) {
      return err(failureFromThrown(thrown));
    }
  }

  /** Whatever goes wrong on the way, the attempt has an outcome. */
  #guard(work: AttemptWork, steps: () => Promise<void>): void {
    steps().catch((thrown: unknown) => this.#fail(work, failureFromThrown(thrown)));
  }
}

const notStarted = userFailure('canceled', 'The attempt was canceled before it began');

function failedBy(thrown: unknown): Outcome {
  return { type: 'failed', failure: thrown instanceof TaskFailure ? thrown.failure : failureFromThrown(thrown) };
}

function reused({ output, port }: CachedResult): AttemptOutcome {
  return { type: 'succeeded', output, ...(port === undefined ? {} : { port }), from: 'cache' };
}
