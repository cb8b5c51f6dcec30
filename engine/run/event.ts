import type { Failure } from '../workflow/failure.ts';
import type { JsonObject } from '../workflow/json.ts';
import type { HookName, Input } from '../workflow/schema.ts';
import type { StoredValue } from './stored-value.ts';

export type EndedRunStatus = 'succeeded' | 'failed' | 'canceled';

/** What started a run. `slot` is the logical time of a schedule, in milliseconds since the epoch. */
export type RunTrigger =
  | { readonly kind: 'manual'; readonly by?: string }
  | { readonly kind: 'schedule'; readonly trigger: string; readonly slot: number }
  | { readonly kind: 'call'; readonly run: string; readonly path: string }
  | { readonly kind: 'rerun'; readonly run: string; readonly from: 'failed' | 'task'; readonly task?: string };

/** What the host must know of a run after a restart; the planner takes no notice of it. */
export type HostFacts = {
  /** Where relative paths of its tasks start; null: the workflow's own folder in the data directory. */
  readonly folder: string | null;
  /** How many runs called each other to get here; 0 for a run that nothing called. */
  readonly depth: number;
  /** Called without waiting: its end is nobody's news. */
  readonly isDetached: boolean;
};

/** A result taken over from another run instead of running the task. */
export type ReusedResult = { readonly output: StoredValue; readonly port?: string };

/** A result that stands for a task, and where it is from: a task (by its path there) of another run. */
export type PinnedResult = ReusedResult & { readonly run: string; readonly path: string };

/** How a run departs from its definition, as its starter wished. Paths are those of the definition. */
export type RunChoices = {
  /** Only this task runs, and what it stands on. */
  readonly upTo?: string;
  /** The run waits before the first attempt of these. */
  readonly breakpoints?: readonly string[];
  /** By path of the task that does not run. */
  readonly pinned?: { readonly [path: string]: PinnedResult };
};

/** `not_selected`: the run goes up to another task, which does not stand on this one. */
export type SkipReason = 'disabled' | 'when' | 'not_reached' | 'upstream_failed' | 'not_selected';
export type StopReason = 'cancel' | 'timeout' | 'stop';

/** What a task waits for by its own nature. Instants are milliseconds since the epoch. */
export type TaskWaiting =
  | { readonly kind: 'timer'; readonly until: number }
  | {
      readonly kind: 'approval';
      readonly title: string;
      readonly message: string;
      readonly form: { readonly [name: string]: Input };
      readonly approvers: readonly string[];
      readonly expiresAt?: number;
      readonly onTimeout: 'fail' | 'approve' | 'reject';
    }
  | { readonly kind: 'call'; readonly run: string; readonly workflow: string };

/** What a waiting task waits for. At a breakpoint it has not begun, and begins when somebody lets it go on. */
export type Waiting = TaskWaiting | { readonly kind: 'breakpoint' };

/** Where the result of a task that did not run is from. */
export type ResultOrigin = 'cache' | 'rerun' | 'pin';

export type Decision = {
  readonly decision: 'approved' | 'rejected';
  readonly by: string;
  readonly comment: string;
  readonly values: JsonObject;
};

/** What happened, in the past tense. A run is the list of these; everything else is derived from it. */
export type RunEventBody =
  | (RunChoices & {
      readonly type: 'run.created';
      readonly workflow: string;
      /** SHA-256 of the definition's canonical text. */
      readonly definition: string;
      readonly inputs: JsonObject;
      readonly vars: JsonObject;
      readonly environment: string | null;
      readonly trigger: RunTrigger;
      readonly priority?: number;
      readonly host?: HostFacts;
      /** By task path. */
      readonly reused?: { readonly [path: string]: ReusedResult };
    })
  | { readonly type: 'run.started' }
  | { readonly type: 'run.paused'; readonly by?: string }
  | { readonly type: 'run.resumed'; readonly by?: string }
  | {
      readonly type: 'run.stopping';
      readonly reason: StopReason;
      readonly message?: string;
      /** Of `flow.stop`. */
      readonly status?: 'succeeded' | 'canceled';
      readonly by?: string;
    }
  | {
      readonly type: 'run.ending';
      readonly status: EndedRunStatus;
      readonly outputs?: StoredValue;
      readonly failure?: Failure;
      readonly hooks: readonly HookName[];
    }
  | { readonly type: 'run.finished'; readonly status: EndedRunStatus; readonly outputs?: StoredValue; readonly failure?: Failure }
  | { readonly type: 'task.started'; readonly path: string; readonly attempt: number }
  | { readonly type: 'task.waiting'; readonly path: string; readonly attempt: number; readonly cause: Waiting }
  | {
      readonly type: 'task.succeeded';
      readonly path: string;
      readonly attempt: number;
      readonly output: StoredValue;
      readonly port?: string;
      /** Where the result came from when the task did not run. */
      readonly from?: ResultOrigin;
      /** Items that failed and were tolerated. */
      readonly failure?: Failure;
    }
  | {
      readonly type: 'task.failed';
      readonly path: string;
      readonly attempt: number;
      readonly failure: Failure;
      /** When it will be tried again; absent: this failure is final. */
      readonly retryAt?: number;
    }
  | {
      readonly type: 'task.skipped';
      readonly path: string;
      readonly reason: SkipReason;
      /** The needs that decided it, as written in the workflow. */
      readonly needs?: readonly string[];
    }
  | { readonly type: 'task.canceled'; readonly path: string; readonly attempt: number }
  | { readonly type: 'task.stopping'; readonly path: string; readonly attempt: number; readonly reason: StopReason }
  | { readonly type: 'task.interrupted'; readonly path: string; readonly attempt: number; readonly action: 'retry' | 'fail' }
  | {
      readonly type: 'task.expanded';
      readonly path: string;
      readonly count: number;
      readonly items: StoredValue;
      readonly keys?: readonly string[];
    }
  | { readonly type: 'task.repeated'; readonly path: string; readonly iteration: number; readonly resumeAt: number }
  /** The delay before a retry or before the next iteration of a group is over, or somebody let the task go on from its breakpoint. */
  | { readonly type: 'task.resumed'; readonly path: string; readonly by?: string }
  | ({ readonly type: 'approval.decided'; readonly path: string; readonly attempt: number } & Decision);

/** `seq` counts from 1 without gaps within its run; `at` is in milliseconds since the epoch. */
export type RunEvent = RunEventBody & { readonly run: string; readonly seq: number; readonly at: number };

/** What the host tells the planner: how its effects went, and what people asked for. */
export type Report =
  | { readonly type: 'start' }
  | { readonly type: 'prepared'; readonly path: string; readonly result: Prepared }
  | { readonly type: 'started'; readonly path: string; readonly attempt: number }
  | { readonly type: 'outcome'; readonly path: string; readonly attempt: number; readonly outcome: AttemptOutcome }
  | { readonly type: 'completed'; readonly path: string; readonly result: Completed }
  | { readonly type: 'outputs'; readonly result: OutputsResult }
  | { readonly type: 'interrupted'; readonly path: string; readonly attempt: number }
  | {
      readonly type: 'call finished';
      readonly path: string;
      readonly run: string;
      readonly status: EndedRunStatus;
      readonly outputs: StoredValue;
      readonly failure?: Failure;
    }
  | ({ readonly type: 'decide'; readonly path: string } & Decision)
  | { readonly type: 'cancel'; readonly by?: string; readonly message?: string }
  | { readonly type: 'pause'; readonly by?: string }
  | { readonly type: 'resume'; readonly by?: string }
  /** Lets the task at `path` go on from its breakpoint, or its items; without a path all tasks that wait at one. */
  | { readonly type: 'continue'; readonly path?: string; readonly by?: string };

/** Answer to a `prepare` effect: what `when` and `each` gave. */
export type Prepared =
  | { readonly type: 'run' }
  | { readonly type: 'skip' }
  | { readonly type: 'items'; readonly count: number; readonly items: StoredValue; readonly keys?: readonly string[] }
  | { readonly type: 'failed'; readonly failure: Failure };

/** How an attempt of a leaf task ended. */
export type AttemptOutcome =
  | { readonly type: 'succeeded'; readonly output: StoredValue; readonly port?: string; readonly from?: 'cache' }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'waiting'; readonly cause: TaskWaiting }
  | { readonly type: 'stop'; readonly status: 'succeeded' | 'canceled'; readonly message: string };

/** Answer to a `complete` effect: the group's outputs, and whether `until` wants another iteration. */
export type Completed =
  | { readonly type: 'done'; readonly output: StoredValue }
  | { readonly type: 'again' }
  | { readonly type: 'failed'; readonly failure: Failure };

export type OutputsResult =
  | { readonly type: 'done'; readonly outputs: StoredValue }
  | { readonly type: 'failed'; readonly failure: Failure };

/** What the host must do next. An effect may be given again after a restart; events tell what was done. */
export type Effect =
  /** Evaluate `when`, `each.in` and `each.key` of a task and report `prepared`. */
  | { readonly type: 'prepare'; readonly path: string }
  /** A leaf task wants a slot; when it has one, report `started` and run the attempt. */
  | { readonly type: 'ready'; readonly path: string; readonly attempt: number; readonly pool: string | null; readonly priority: number }
  /** End the attempt's work; its outcome is still reported. */
  | { readonly type: 'abort'; readonly path: string; readonly attempt: number; readonly reason: StopReason }
  /** Cancel the run that a waiting `flow.call` started. */
  | { readonly type: 'cancel call'; readonly run: string }
  /** Evaluate `outputs` and `until.condition` of a group and report `completed`. */
  | { readonly type: 'complete'; readonly path: string }
  /** Evaluate the workflow's `outputs` and report `outputs`. */
  | { readonly type: 'outputs' }
  | { readonly type: 'finished'; readonly status: EndedRunStatus };

/** What a report led to: facts to record, in order, then effects to perform. `refused` says why nothing happened. */
export type Step = { readonly events: readonly RunEvent[]; readonly effects: readonly Effect[]; readonly refused?: string };
