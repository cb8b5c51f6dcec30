// A run as people and programs see it: one object, instants in ISO 8601.
import type { Failure } from '../workflow/failure.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import type { TaskStatus } from '../workflow/schema.ts';
import type { EndedRunStatus, ResultOrigin, RunTrigger, SkipReason } from './event.ts';
import type { NodeState, Run, ScopeState, Unit } from './run.ts';
import type { StoredValue } from './stored-value.ts';
import { readStored } from './variables.ts';

export type RunStatus = 'queued' | 'running' | 'waiting' | 'paused' | EndedRunStatus;

export type TaskRecord = {
  readonly status: TaskStatus;
  readonly attempts: number;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly output?: Json;
  readonly port?: string;
  readonly error?: Failure;
  readonly skipped?: { readonly reason: SkipReason; readonly needs: readonly string[] };
  /** Where the result came from when the task did not run. */
  readonly from?: ResultOrigin;
  readonly items?: { readonly count: number; readonly succeeded: number; readonly failed: number };
};

export type RunRecord = {
  readonly id: string;
  readonly workflow: string;
  readonly status: RunStatus;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly trigger: RunTrigger;
  readonly environment: string | null;
  readonly inputs: JsonObject;
  readonly outputs: Json;
  readonly error?: Failure;
  /** By task path; groups, their members, items and hooks included. */
  readonly tasks: { readonly [path: string]: TaskRecord };
};

export type RunSummary = {
  readonly id: string;
  readonly workflow: string;
  readonly status: RunStatus;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly trigger: RunTrigger;
  readonly environment: string | null;
  readonly error?: { readonly code: string; readonly message: string };
};

/** `waiting`: nothing of it runs or is queued, and something waits. */
export function runStatus(run: Run): RunStatus {
  if (run.phase === 'finished') return run.ending?.status ?? 'failed';
  if (run.isPaused) return 'paused';
  if (run.phase === 'queued') return 'queued';
  return run.waiting > 0 && run.running === 0 && run.queued.size === 0 ? 'waiting' : 'running';
}

export function summarize(run: Run): RunSummary {
  const { created, ending } = run;
  return {
    id: run.id,
    workflow: created.workflow,
    status: runStatus(run),
    createdAt: created.at,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    trigger: created.trigger,
    environment: created.environment,
    ...(ending?.failure ? { error: { code: ending.failure.code, message: ending.failure.message } } : {}),
  };
}

/** How stored values are shown: loaded, or as a reference when loading a large value would be wrong here. */
export type ReadValue = (stored: Extract<StoredValue, { kind: 'blob' }>) => Json;

export function runRecord(run: Run, readBlob: ReadValue): RunRecord {
  const { created, ending } = run;
  const read = (stored: StoredValue, unit: Unit | null) => readStored(stored, unit, (hash) => readBlob(blobOf(stored, hash)));
  const tasks: { [path: string]: TaskRecord } = {};
  const isOver = run.phase === 'finished';
  for (const scope of [run.root, run.hooks]) {
    for (const unit of unitsOf(scope)) {
      if (scope === run.hooks && unit.status === 'pending') continue;
      tasks[unit.path] = taskRecord(unit, isOver, read);
    }
  }
  return {
    id: run.id,
    workflow: created.workflow,
    status: runStatus(run),
    startedAt: iso(run.startedAt),
    finishedAt: iso(run.finishedAt),
    trigger: created.trigger,
    environment: created.environment,
    inputs: created.inputs,
    outputs: ending?.outputs ? read(ending.outputs, null) : null,
    ...(ending?.failure ? { error: ending.failure } : {}),
    tasks,
  };
}

function blobOf(stored: StoredValue, hash: string): Extract<StoredValue, { kind: 'blob' }> {
  return stored.kind === 'blob' ? stored : { kind: 'blob', hash, sizeBytes: 0, mediaType: 'application/json' };
}

/** All units of a scope, nested ones and items included, in the order of the document. */
export function* unitsOf(scope: ScopeState): Generator<Unit> {
  for (const node of scope.nodes) yield* unitsOfNode(node);
}

function* unitsOfNode(node: NodeState): Generator<Unit> {
  yield node.unit;
  if (node.unit.body) yield* unitsOf(node.unit.body);
  for (const item of node.items?.units ?? []) {
    if (!item) continue;
    yield item;
    if (item.body) yield* unitsOf(item.body);
  }
}

function taskRecord(unit: Unit, isOver: boolean, read: (stored: StoredValue, unit: Unit) => Json): TaskRecord {
  const items = unit.item === null ? unit.node.items : null;
  return {
    status: shownStatus(unit, isOver),
    attempts: unit.attempt,
    startedAt: iso(unit.startedAt),
    finishedAt: iso(unit.finishedAt),
    ...(unit.output && unit.status === 'succeeded' ? { output: read(unit.output, unit) } : {}),
    ...(unit.port === null ? {} : { port: unit.port }),
    ...(unit.failure && unit.status !== 'canceled' ? { error: unit.failure } : {}),
    ...(unit.skip ? { skipped: unit.skip } : {}),
    ...(unit.from ? { from: unit.from } : {}),
    ...(items ? { items: { count: items.count, succeeded: items.succeeded, failed: items.failed } } : {}),
  };
}

/** What never began when its run or group ended was canceled with it. */
function shownStatus(unit: Unit, isOver: boolean): TaskStatus {
  if (unit.status !== 'pending') return unit.status;
  return isOver || isOwnerOver(unit) ? 'canceled' : 'pending';
}

function isOwnerOver(unit: Unit): boolean {
  const owner = unit.node.scope.owner;
  return owner !== null && owner.finishedAt !== null;
}

let lastIso = { at: Number.NaN, text: '' };

/** Most tasks of a run begin and end within few milliseconds, and making such a text is dear. */
function iso(at: number | null): string | null {
  if (at === null) return null;
  if (at !== lastIso.at) lastIso = { at, text: new Date(at).toISOString() };
  return lastIso.text;
}
