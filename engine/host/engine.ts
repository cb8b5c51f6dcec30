// The engine as one object: what the command line, the API and the desktop app call.
import type { Door } from '../adapters/data-directory.ts';
import type { LogPage, LogQuery, PlacedLine } from '../adapters/run-logs.ts';
import type { Blobs, Clock, LogLine, Random } from '../ports.ts';
import type { RunEvent, RunTrigger } from '../run/event.ts';
import type { RunStatistics } from '../run/statistics.ts';
import type { RunRecord, RunStatus, RunSummary } from '../run/view.ts';
import type { TaskType } from '../tasks/execution.ts';
import type { Catalog } from '../workflow/catalog.ts';
import type { Failure } from '../workflow/failure.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import type { Problem } from '../workflow/problem.ts';
import type { Result } from '../workflow/result.ts';
import type { Input, Workflow } from '../workflow/schema.ts';

/**
 * A stored workflow by its id, or a document: its JSON text, or the value, which must not change afterwards. `folder` is where its relative
 * paths start; null: where those of a stored workflow with its id do.
 */
export type WorkflowSource = string | { readonly value: unknown; readonly folder: string | null };

export type StartRequest = {
  /** May be absent with `rerun`: then the old run's own definition runs again. */
  readonly workflow?: WorkflowSource;
  readonly inputs?: JsonObject;
  /** Name of an environment in environments.json; absent: none, no variables. */
  readonly environment?: string;
  /** Default: manual. */
  readonly trigger?: RunTrigger;
  /** Higher first. Default: 0. */
  readonly priority?: number;
  /** Takes results of a finished run over; inputs and environment are the old run's where none are given. */
  readonly rerun?: { readonly run: string; readonly from: 'failed' | 'task'; readonly task?: string };
  /** Runs this task and what it stands on, and skips the rest. A path of the definition, as those of `breakpoints` and `pins`. */
  readonly upTo?: string;
  /** Waits before the first attempt of these tasks until `continue` lets them go on. */
  readonly breakpoints?: readonly string[];
  /** By path of tasks that do not run: their results are those of a task of another run. */
  readonly pins?: { readonly [path: string]: Pin };
  /** Given by schedules, whose runs derive their ids from the slot; a second run with the same id is refused (`run_exists`). */
  readonly id?: string;
};

/** `path` is that of a task, or of one of its items, in that run. Default: the path of the pinned task. */
export type Pin = { readonly run: string; readonly path?: string };

/** `code` is `invalid_workflow` with `problems`, `invalid_inputs`, `workflow_not_found`, `environment_not_found`, … */
export type StartFailure = Failure & { readonly problems?: readonly Problem[] };

/** What a run would do, as far as it can be known without running anything. */
export type RunPreview = {
  readonly workflow: string;
  readonly inputs: JsonObject;
  readonly vars: JsonObject;
  readonly problems: readonly Problem[];
  /** In an order in which they could run; members of groups after their group. */
  readonly tasks: readonly TaskPreview[];
};

export type TaskPreview = {
  readonly path: string;
  readonly type: string;
  readonly needs: readonly string[];
  /** `reuse`: of the run that is repeated, or pinned. `skip`: disabled, or not what the run goes up to. `why` says so in a few words. */
  readonly action: 'run' | 'reuse' | 'skip';
  readonly why: string;
  /** Resolved where it can be known; null where it depends on what other tasks will give. Secrets are shown as `***`. */
  readonly parameters: JsonObject | null;
};

export type StartReport = {
  /** Unfinished runs that go on. */
  readonly recovered: readonly { readonly id: string; readonly workflow: string; readonly interrupted: number }[];
  /** What was found damaged and how it was dealt with: one sentence each, for people. */
  readonly warnings: readonly string[];
};

export type RunMessage =
  | { readonly type: 'event'; readonly event: RunEvent }
  | { readonly type: 'log'; readonly run: string; readonly line: LogLine };

export type WaitingApproval = {
  readonly run: string;
  readonly workflow: string;
  readonly path: string;
  readonly title: string;
  readonly message: string;
  readonly form: { readonly [name: string]: Input };
  readonly approvers: readonly string[];
  /** Milliseconds since the epoch. */
  readonly expiresAt: number | null;
};

export type ApprovalDecision = {
  readonly decision: 'approved' | 'rejected';
  readonly by: string;
  readonly comment?: string;
  readonly values?: JsonObject;
};

/** Which runs. What is absent lets all of them through. */
export type RunsFilter = {
  readonly workflow?: string;
  /** One of these. */
  readonly status?: readonly RunStatus[];
  readonly trigger?: RunTrigger['kind'];
  readonly environment?: string;
  /** Created then or later, and before. Milliseconds since the epoch. */
  readonly since?: number;
  readonly until?: number;
  /**
   * All its words, in any order and case, somewhere in the run's id, the workflow's, the environment's and the trigger's names, the
   * failure's code and message, or the first 200 characters of the inputs' JSON text.
   */
  readonly text?: string;
};

export type RunsQuery = RunsFilter & {
  /** Default: 50. */
  readonly limit?: number;
  /** `next` of the page before, or the id of a run: what follows. */
  readonly before?: string;
};

export type { LogPage, LogQuery, PlacedLine } from '../adapters/run-logs.ts';

/** `next` is null when nothing follows. Runs that begin or end meanwhile neither come twice nor push others out of the pages that follow. */
export type RunsPage = { readonly runs: readonly RunSummary[]; readonly next: string | null };

/** Runs that go on, then those that have ended; each part the newest first. */
export type Runs = {
  readonly list: (query?: RunsQuery) => Promise<RunsPage>;
  /** Tasks are counted only where the filter names a workflow. */
  readonly statistics: (filter?: RunsFilter) => Promise<RunStatistics>;
  readonly get: (id: string) => Promise<RunRecord | null>;
  /** Empty when there is no such run. */
  readonly events: (id: string) => Promise<readonly RunEvent[]>;
  readonly logs: (id: string, query?: LogQuery) => Promise<LogPage>;
  /** What is there, then what comes, until the run has ended or the signal is aborted. */
  readonly followLogs: (id: string, query: LogQuery, signal: AbortSignal) => AsyncIterable<PlacedLine>;
  /** The definition that the run uses, as it was when the run was created. */
  readonly definition: (id: string) => Promise<Workflow | null>;
};

export type StoredWorkflow = {
  readonly id: string;
  readonly text: string;
  /** Null when the text has errors. */
  readonly workflow: Workflow | null;
  readonly problems: readonly Problem[];
  /** SHA-256 of the text. */
  readonly revision: string;
};

/** What may be replaced: the text of this revision, nothing (`null`: there must be none), or whatever is there. */
export type Replaceable = string | null | 'any';

export type WorkflowListing = {
  readonly id: string;
  readonly name: string;
  readonly errors: number;
  readonly warnings: number;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  readonly tags: readonly string[];
};

export type Workflows = {
  /** Absolute path of the folder that the relative paths of its tasks start from; it need not exist yet. */
  readonly folderOf: (id: string) => string;
  readonly list: () => Promise<readonly WorkflowListing[]>;
  readonly get: (id: string) => Promise<StoredWorkflow | null>;
  /**
   * Keeps the text as it is, errors included; the id in the text must be `id`. Gives the problems. Fails with `workflow_exists` or
   * `workflow_changed` when there is something else than may be replaced (default: any).
   */
  readonly save: (id: string, text: string, replaces?: Replaceable) => Promise<Result<StoredWorkflow, Failure>>;
  /** Moves it to backups/; its runs stay. Gives the new path. */
  readonly delete: (id: string) => Promise<Result<{ readonly backup: string }, Failure>>;
};

/** Values go in, never out. `names` includes those of `MILLRACE_SECRET_<NAME>` variables. */
export type SecretNames = {
  readonly names: () => Promise<Result<readonly string[], Failure>>;
  readonly set: (name: string, value: string) => Promise<Result<null, Failure>>;
  readonly delete: (name: string) => Promise<Result<boolean, Failure>>;
};

export type Environments = {
  /** Fails with `environments_damaged` when environments.json is not what it should be. */
  readonly list: () => Promise<Result<{ readonly [name: string]: { readonly vars: JsonObject } }, Failure>>;
  readonly setVar: (environment: string, name: string, value: Json) => Promise<Result<null, Failure>>;
  readonly deleteVar: (environment: string, name: string) => Promise<Result<boolean, Failure>>;
  /** Makes the environment, or replaces all of its variables. */
  readonly save: (environment: string, vars: JsonObject) => Promise<Result<null, Failure>>;
  /** False when there is none. */
  readonly delete: (environment: string) => Promise<Result<boolean, Failure>>;
};

/** What people set for the engine as a whole; it is read when an engine starts. */
export type EngineSettings = {
  /** `damage` says why the file is not what it should be, and that it counts as empty. */
  readonly get: () => Promise<{ readonly settings: JsonObject; readonly damage: string | null }>;
  /** Replaces all of them. Fails with `invalid_settings`. */
  readonly save: (settings: JsonObject) => Promise<Result<null, Failure>>;
};

export type Engine = {
  /** Takes the data directory's lock and goes on with unfinished runs. Fails with `data_directory_in_use`, which names the holder. */
  readonly start: () => Promise<Result<StartReport, Failure>>;
  /**
   * Aborts what runs and gives it `graceMs` to end; programs that have not ended by then (or after 5 s) are killed, and none is left.
   * Unfinished runs go on at the next start. Another call waits for the first, and may shorten its grace.
   */
  readonly stop: (options?: { readonly graceMs?: number }) => Promise<void>;
  /** Resolves when the run is on disk. */
  readonly startRun: (request: StartRequest) => Promise<Result<{ readonly id: string }, StartFailure>>;
  readonly preview: (request: StartRequest) => Promise<Result<RunPreview, StartFailure>>;
  /** Resolves when the run's end is on disk. Rejects when there is no such run, or when the engine stops or stalls first (`cause` is that failure). */
  readonly whenFinished: (id: string) => Promise<RunRecord>;
  /** Messages of one run, or of all (`*`), after they are on disk. Returns a function that ends the subscription. */
  readonly subscribe: (id: string, listener: (message: RunMessage) => void) => () => void;
  readonly cancel: (id: string, options?: { readonly by?: string; readonly message?: string }) => Promise<Result<null, Failure>>;
  readonly pause: (id: string, options?: { readonly by?: string }) => Promise<Result<null, Failure>>;
  readonly resume: (id: string, options?: { readonly by?: string }) => Promise<Result<null, Failure>>;
  /**
   * Lets the task at `path`, or its items, go on from its breakpoint; without a path, all tasks of the run that wait at one. Fails with
   * `task_not_waiting` when none does.
   */
  readonly continue: (id: string, options?: { readonly path?: string; readonly by?: string }) => Promise<Result<null, Failure>>;
  readonly decide: (id: string, path: string, decision: ApprovalDecision) => Promise<Result<null, Failure>>;
  /**
   * Removes runs that have ended, with their logs and with the large values that nothing else refers to. All or none: fails with
   * `run_not_found` or `run_not_finished`.
   */
  readonly removeRuns: (ids: readonly string[]) => Promise<Result<null, Failure>>;
  readonly approvals: () => readonly WaitingApproval[];
  readonly runs: Runs;
  readonly workflows: Workflows;
  readonly secrets: SecretNames;
  readonly environments: Environments;
  readonly settings: EngineSettings;
  /** The large values that events and results refer to. */
  readonly blobs: Pick<Blobs, 'get'>;
  /** The task types. */
  readonly tasks: Catalog;
  /** Why the engine accepts no work now (`journal_failed`, which passes by itself, or `engine_failed`), or null. */
  readonly fault: () => Failure | null;
  readonly health: () => EngineHealth;
  readonly load: () => EngineLoad;
};

/** How many runs go on: `waiting` those of which nothing runs, paused ones included; `queued` those that have not been told to start. */
export type EngineLoad = { readonly running: number; readonly waiting: number; readonly queued: number };

export type EngineHealth = {
  /**
   * `stalled`: the disk takes nothing, so nothing more begins; it is tried again all the time and passes by itself.
   * `failed`: only another start helps.
   */
  readonly state: 'ok' | 'stalled' | 'failed';
  readonly failure: Failure | null;
  /** Milliseconds since the epoch; null: ok. */
  readonly since: number | null;
  /** Why runs that have ended are not in the history yet; it is tried again all the time. */
  readonly archiving: Failure | null;
};

export type EngineOptions = {
  /** Absolute path; made when absent. null: everything in memory. */
  readonly dataDir: string | null;
  /** Attempts that run at once. Default: twice the processors, at least 4. */
  readonly slots?: number;
  /** Slots of the pools by name; a pool not named here has `defaultPoolSlots`, as many as there are slots unless it is given. */
  readonly pools?: { readonly [name: string]: number };
  readonly defaultPoolSlots?: number;
  /** Default: all built-in types. */
  readonly taskTypes?: readonly TaskType[];
  readonly clock?: Clock;
  readonly random?: Random;
  /** Environment variables for secrets. Default: the process's own. */
  readonly env?: { readonly [name: string]: string | undefined };
  /** Whether network tasks may reach loopback and private addresses. Default: allow. */
  readonly privateRanges?: 'allow' | 'deny';
  /** Ports of the engine's own servers, which network tasks never reach. */
  readonly ownPorts?: readonly number[];
  /** Answers the HTTP requests of other processes that find the lock of the data directory taken and ask there. */
  readonly door?: Door;
};

/** What works without the lock, from the files of an engine that may be running in another process. */
export type ReadOnlyEngine = Pick<Engine, 'runs' | 'workflows' | 'tasks'> & {
  readonly secrets: Pick<SecretNames, 'names'>;
  readonly environments: Pick<Environments, 'list'>;
  readonly close: () => Promise<void>;
};

export { createEngine } from './create-engine.ts';
export { openReadOnly } from './read-only.ts';
