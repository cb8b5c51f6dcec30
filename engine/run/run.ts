// The state of one run, as the planner sees it. It is owned by whoever plans the run and changed in place by `transition` alone:
// a copy per event would make a run cost the square of its size.
import { invariant } from '../workflow/assert.ts';
import type { Failure } from '../workflow/failure.ts';
import type { TaskStatus } from '../workflow/schema.ts';
import { type Choices, choicesOf } from './choices.ts';
import type { EndedRunStatus, ResultOrigin, RunEvent, SkipReason, StopReason, Waiting } from './event.ts';
import type { NodeProgram, Program, ScopeProgram } from './program.ts';
import type { StoredValue } from './stored-value.ts';
import { TimerHeap } from './timers.ts';

export type RunPhase = 'queued' | 'running' | 'ending' | 'finished';

/** One execution of a task: the task itself, or one of its items. */
export type Unit = {
  readonly path: string;
  readonly node: NodeState;
  /** The item's index; null for the task itself. */
  readonly item: number | null;
  status: TaskStatus;
  /** The attempt that runs or ran last, counted over all generations of the surrounding group; 0 before the first. */
  attempt: number;
  /** Attempts made before the surrounding group began anew: the retry policy does not count them. */
  readonly attemptsBefore: number;
  /** When the first attempt of this generation started, and when the last one did. */
  firstStartedAt: number | null;
  startedAt: number | null;
  finishedAt: number | null;
  output: StoredValue | null;
  port: string | null;
  failure: Failure | null;
  from: ResultOrigin | null;
  skip: { readonly reason: SkipReason; readonly needs: readonly string[] } | null;
  waiting: Waiting | { readonly kind: 'retry' | 'iteration'; readonly until: number } | null;
  stopping: StopReason | null;
  /** Counts from 0; more only with `until`. */
  iteration: number;
  /** The nested graph while and after a group runs. */
  body: ScopeState | null;
  /** The planner has asked the host for something and waits for its report. Not a fact: after a restart it asks again. */
  asked: boolean;
  prepared: boolean;
  /** It has waited there, and does not again. */
  passedBreakpoint: boolean;
};

/** The items of a task that runs once per item. */
export type Items = {
  readonly count: number;
  readonly list: StoredValue;
  readonly keys: readonly string[] | null;
  readonly units: (Unit | undefined)[];
  /** The first index that was never opened. */
  next: number;
  /** Indexes below `next` that a replayed run has no record of. */
  readonly gaps: Set<number>;
  active: number;
  succeeded: number;
  failed: number;
  /** The least index of an item that failed, or null. */
  firstFailed: number | null;
};

/** A task in its scope, with how far its needs are resolved. */
export type NodeState = {
  readonly program: NodeProgram;
  readonly scope: ScopeState;
  readonly unit: Unit;
  unresolved: number;
  met: number;
  dead: number;
  broken: number;
  hasStarted: boolean;
  items: Items | null;
  /** Why it was skipped, and what it took care of: see `blame.ts`. */
  blame: readonly NodeState[] | null;
  cures: readonly NodeState[];
};

/** A graph that runs: the workflow's own, a group's, or the hooks'. */
export type ScopeState = {
  readonly program: ScopeProgram;
  /** The group's unit; null for the root and the hooks. */
  readonly owner: Unit | null;
  readonly nodes: readonly NodeState[];
  /** Tasks that have not ended, and those of them that are under way. */
  open: number;
  active: number;
  hasFailure: boolean;
  /** Failed tasks that nothing took care of (by index). */
  readonly unhandled: Set<number>;
  stopping: StopReason | null;
};

export type Agenda =
  | { readonly kind: 'join'; readonly node: NodeState }
  | { readonly kind: 'items'; readonly node: NodeState }
  | { readonly kind: 'scope'; readonly scope: ScopeState }
  /** Everything under way in a scope that stops must be canceled. */
  | { readonly kind: 'stop'; readonly scope: ScopeState }
  | { readonly kind: 'stop items'; readonly node: NodeState }
  /** An item has failed for the first time, and no further one may start. */
  | { readonly kind: 'withdraw items'; readonly node: NodeState };

export type TimerEntry =
  | { readonly kind: 'retry' | 'deadline' | 'wait' | 'iteration'; readonly unit: Unit; readonly attempt: number }
  | { readonly kind: 'run' };

export type Run = {
  readonly id: string;
  readonly program: Program;
  readonly created: Extract<RunEvent, { type: 'run.created' }>;
  /** Null: the run is as its definition says. */
  readonly choices: Choices | null;
  phase: RunPhase;
  isPaused: boolean;
  stopping: { readonly reason: StopReason; readonly message: string | null; readonly status: 'succeeded' | 'canceled' | null } | null;
  ending: { readonly status: EndedRunStatus; readonly outputs: StoredValue | null; readonly failure: Failure | null } | null;
  seq: number;
  startedAt: number | null;
  finishedAt: number | null;
  readonly root: ScopeState;
  readonly hooks: ScopeState;
  /** Units that wait for a slot, an evaluation or a start, oldest first, and those of them that the planner has not dealt with. */
  readonly queued: Set<Unit>;
  toOffer: Unit[];
  /** What `transition` found that `plan` must decide. */
  agenda: Agenda[];
  readonly timers: TimerHeap<TimerEntry>;
  /** Leaf attempts that run now, and units that wait. */
  running: number;
  waiting: number;
  /** Attempts of units whose group began anew, by path, so that attempt numbers never repeat. */
  readonly attemptsByPath: Map<string, number>;
  /** The host evaluates the workflow's outputs. Not a fact. */
  askedForOutputs: boolean;
};

/** A run as its first event makes it. */
export function createRun(program: Program, created: RunEvent): Run {
  invariant(created.type === 'run.created', `a run begins with run.created, not ${created.type}`);
  const attemptsByPath = new Map<string, number>();
  const run: Run = {
    id: created.run,
    program,
    created,
    choices: choicesOf(program, created),
    phase: 'queued',
    isPaused: false,
    stopping: null,
    ending: null,
    seq: created.seq,
    startedAt: null,
    finishedAt: null,
    root: createScope(program.root, { owner: null, prefix: '', attemptsByPath }),
    hooks: createScope(program.hooks, { owner: null, prefix: '@', attemptsByPath }),
    queued: new Set(),
    toOffer: [],
    agenda: [],
    timers: new TimerHeap(),
    running: 0,
    waiting: 0,
    attemptsByPath,
    askedForOutputs: false,
  };
  return run;
}

type ScopeParts = { owner: Unit | null; prefix: string; attemptsByPath: ReadonlyMap<string, number> };

export function createScope(program: ScopeProgram, { owner, prefix, attemptsByPath }: ScopeParts): ScopeState {
  const nodes: NodeState[] = [];
  const scope: ScopeState = {
    program,
    owner,
    nodes,
    open: program.nodes.length,
    active: 0,
    hasFailure: false,
    unhandled: new Set(),
    stopping: null,
  };
  for (const node of program.nodes) nodes.push(createNode(node, scope, { prefix, attemptsByPath }));
  return scope;
}

const none: readonly NodeState[] = [];

function createNode(
  program: NodeProgram,
  scope: ScopeState,
  parts: { prefix: string; attemptsByPath: ReadonlyMap<string, number> },
): NodeState {
  const counts = { unresolved: program.needs.length, met: 0, dead: 0, broken: 0, hasStarted: false, items: null, blame: null, cures: none };
  // The node and its unit know each other, so one of them is finished after it was made.
  const node: Omit<NodeState, 'unit'> & { unit: Unit | null } = { program, scope, unit: null, ...counts };
  const path = parts.prefix + program.id;
  node.unit = createUnit(node as NodeState, path, { item: null, attemptsBefore: parts.attemptsByPath.get(path) ?? 0 });
  return node as NodeState;
}

export function createUnit(node: NodeState, path: string, { item, attemptsBefore }: { item: number | null; attemptsBefore: number }): Unit {
  return {
    path,
    node,
    item,
    status: 'pending',
    attempt: attemptsBefore,
    attemptsBefore,
    firstStartedAt: null,
    startedAt: null,
    finishedAt: null,
    output: null,
    port: null,
    failure: null,
    from: null,
    skip: null,
    waiting: null,
    stopping: null,
    iteration: 0,
    body: null,
    asked: false,
    prepared: false,
    passedBreakpoint: false,
  };
}

export function createItems({ count, items, keys }: { count: number; items: StoredValue; keys?: readonly string[] }): Items {
  return {
    count,
    list: items,
    keys: keys ?? null,
    units: [],
    next: 0,
    gaps: new Set(),
    active: 0,
    succeeded: 0,
    failed: 0,
    firstFailed: null,
  };
}

/** Whether further items may start after one has failed. */
export function toleratesItemFailure({ program }: NodeState): boolean {
  return program.task.each?.onItemFailure === 'continue';
}

export function hasEnded(status: TaskStatus): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'skipped' || status === 'canceled';
}

/** A scope ends when all its tasks have, or, when it is being stopped, when none is under way. Tasks that never began stay `pending`. */
export function isScopeDone(scope: ScopeState): boolean {
  return scope.open === 0 || (scope.active === 0 && scope.stopping !== null);
}

/** Nested graphs run through their members, tasks with `each` through their items; only the rest has attempts that the host runs. */
export function isLeaf(unit: Unit): boolean {
  return unit.node.program.body === null && (unit.item !== null || unit.node.program.task.each === undefined);
}
