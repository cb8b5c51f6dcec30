// The part of a virtual world that expressions decide. Where an expression needs data that a virtual run does not have, the caller's
// choice is taken: a simulation assumes that things go on, a test fails.
import type { Catalog, TaskManifest } from '../workflow/catalog.ts';
import type { Failure } from '../workflow/failure.ts';
import type { Json } from '../workflow/json.ts';
import type { Result } from '../workflow/result.ts';
import {
  createEvaluator,
  type EvaluationContext,
  evaluateCompletion,
  evaluateOutputs,
  evaluatePreparation,
  resolveParameters,
} from './evaluate.ts';
import type { AttemptOutcome, Completed, OutputsResult, Prepared, TaskWaiting } from './event.ts';
import type { Run, Unit } from './run.ts';
import { nullValue, storedValue } from './stored-value.ts';
import type { World } from './virtual-run.ts';

/** Values of a virtual run are never large enough to be kept elsewhere. */
export const virtualContext: EvaluationContext = { blob: () => null, secrets: {} };

type EvaluatingWorld = Pick<World, 'prepare' | 'complete' | 'outputs'>;

/** `onAssumption` hears of every unit whose expressions could not be evaluated; null: such a failure is a failure. */
export function evaluatingWorld(onAssumption: ((unit: Unit) => void) | null): EvaluatingWorld {
  return {
    prepare: (run, unit) => prepare(run, unit, onAssumption),
    complete: (run, unit) => complete(run, unit, onAssumption),
    outputs: (run) => outputs(run, onAssumption !== null),
  };
}

function prepare(run: Run, unit: Unit, onAssumption: ((unit: Unit) => void) | null): Prepared {
  const answer = evaluatePreparation(run, unit.path, virtualContext);
  if (answer.type === 'items') {
    return { type: 'items', count: answer.items.length, items: storedValue(answer.items), ...(answer.keys ? { keys: answer.keys } : {}) };
  }
  if (answer.type !== 'failed' || !onAssumption) return answer;
  onAssumption(unit);
  return unit.node.program.task.each ? { type: 'items', count: 1, items: storedValue([null]) } : { type: 'run' };
}

function complete(run: Run, unit: Unit, onAssumption: ((unit: Unit) => void) | null): Completed {
  const answer = evaluateCompletion(run, unit.path, virtualContext);
  if (answer.type === 'again') return answer;
  if (answer.type === 'done') return { type: 'done', output: storedValue(answer.output) };
  if (!onAssumption) return answer;
  onAssumption(unit);
  return { type: 'done', output: nullValue };
}

function outputs(run: Run, mayAssume: boolean): OutputsResult {
  const answer = evaluateOutputs(run, virtualContext);
  if (answer.ok) return { type: 'done', outputs: storedValue(answer.value) };
  return mayAssume ? { type: 'done', outputs: nullValue } : { type: 'failed', failure: answer.failure };
}

/** What a task without side effects gives. `output` is plain JSON. */
export type PureOutcome =
  | { readonly type: 'succeeded'; readonly output: Json; readonly port?: string }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'waiting'; readonly cause: Exclude<TaskWaiting, { kind: 'call' }> }
  | { readonly type: 'stop'; readonly status: 'succeeded' | 'canceled'; readonly message: string };

export type PureCall = {
  readonly manifest: TaskManifest;
  readonly parameters: unknown;
  readonly path: string;
  readonly attempt: number;
  readonly nowMs: number;
  readonly evaluate: (source: Json, variables: { readonly [name: string]: Json }) => Result<Json, Failure>;
};

/** Runs a task type that has no side effects; null when it has, or when it cannot run here. */
export type ComputePure = (call: PureCall) => PureOutcome | Promise<PureOutcome> | null;

type Attempt = { readonly run: Run; readonly unit: Unit; readonly nowMs: number; readonly catalog: Catalog; readonly compute: ComputePure };

/** Null when the task has side effects, its type is unknown, or its parameters need data that is not there. */
export function computeAttempt(attempt: Attempt): AttemptOutcome | Promise<AttemptOutcome> | null {
  const outcome = attemptPure(attempt);
  return outcome && 'failure' in outcome && outcome.type === 'unresolved'
    ? null
    : (outcome as AttemptOutcome | Promise<AttemptOutcome> | null);
}

type Unresolved = { readonly type: 'unresolved'; readonly failure: Failure };

/** Like `computeAttempt`, and says why parameters could not be resolved. */
export function attemptPure({ run, unit, nowMs, catalog, compute }: Attempt): AttemptOutcome | Promise<AttemptOutcome> | Unresolved | null {
  const manifest = catalog.get(unit.node.program.task.type);
  if (manifest?.effects !== 'pure') return null;
  const parameters = resolveParameters(run, unit.path, manifest, virtualContext);
  if (!parameters.ok) return { type: 'unresolved', failure: parameters.failure };
  const evaluate = createEvaluator(run, unit.path, virtualContext);
  const outcome = compute({ manifest, parameters: parameters.value, path: unit.path, attempt: unit.attempt, nowMs, evaluate });
  if (outcome instanceof Promise) return outcome.then(asAttemptOutcome);
  return outcome && asAttemptOutcome(outcome);
}

function asAttemptOutcome(outcome: PureOutcome): AttemptOutcome {
  return outcome.type === 'succeeded' ? { ...outcome, output: storedValue(outcome.output) } : outcome;
}
