// The runs that the window follows: a projection of their events by the engine's own `transition`.
import type { StoreApi } from 'zustand/vanilla';
import type { LogEntry } from '../../engine/api/contract/shapes.ts';
import type { ResultOrigin, RunEvent, SkipReason } from '../../engine/run/event.ts';
import type { Unit } from '../../engine/run/run.ts';
import type { RunStatus } from '../../engine/run/view.ts';
import type { Failure } from '../../engine/workflow/failure.ts';
import type { Json, JsonObject } from '../../engine/workflow/json.ts';
import type { Result } from '../../engine/workflow/result.ts';
import type { TaskStatus } from '../../engine/workflow/schema.ts';

/** What became of a task so far. Equal states are the same object from one change to the next. */
export type TaskState = {
  readonly status: TaskStatus;
  readonly attempts: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly failure: Failure | null;
  /** The port of its type that was reached. */
  readonly port: string | null;
  readonly items: { readonly count: number; readonly succeeded: number; readonly failed: number } | null;
  readonly skipped: SkipReason | null;
  /** What it, or the first of its units, waits for. */
  readonly waiting: NonNullable<Unit['waiting']>['kind'] | null;
  /** Where its result is from when it did not run. */
  readonly from: ResultOrigin | null;
};

export type FollowedRun = {
  readonly id: string;
  readonly workflow: string;
  readonly status: RunStatus;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly failure: Failure | null;
  /** By task path, members of groups included; where a group runs more than once, what its runs came to together. */
  readonly tasks: ReadonlyMap<string, TaskState>;
  readonly events: readonly RunEvent[];
  /** The newest lines, at most 5,000. */
  readonly logs: readonly LogEntry[];
  /** False while the connection is lost and the states may be old. */
  readonly isLive: boolean;
};

/** How a run is to go. Paths are those of tasks in the definition. */
export type RunWish = {
  readonly inputs: JsonObject;
  readonly environment?: string;
  /** Only this task runs, and what it stands on. */
  readonly upTo?: string;
  readonly breakpoints?: readonly string[];
  /** Outputs that are taken from other runs, by the task that does not run. */
  readonly pins?: { readonly [path: string]: { readonly run: string; readonly path: string } };
};

export type RunState = {
  /** By workflow id: the run that its canvas shows. */
  readonly store: StoreApi<{ readonly runs: { readonly [workflow: string]: FollowedRun } }>;
  /** Starts a run of the stored workflow and follows it; gives the run's id. */
  readonly start: (workflow: string, wish: RunWish) => Promise<Result<string, Failure>>;
  /** Shows another run of a workflow on its canvas. */
  readonly follow: (workflow: string, run: string) => Promise<Result<null, Failure>>;
  /** Shows the newest run of a workflow, unless one is shown already; gives its id, or null when it never ran. */
  readonly showLatest: (workflow: string) => Promise<Result<string | null, Failure>>;
  /** Takes the run off the canvas. */
  readonly leave: (workflow: string) => void;
  readonly cancel: (run: string) => Promise<Result<null, Failure>>;
  /** Lets what waits at a breakpoint go on: all that does, or the task at a path, in the definition or in the run. */
  readonly goOn: (run: string, path?: string) => Promise<Result<null, Failure>>;
  /** What a task gave, blobs included: read from the engine when asked. Undefined: nothing yet. */
  readonly output: (run: string, path: string) => Promise<Result<Json | undefined, Failure>>;
};

/** Whether something of the run waits at a breakpoint. */
export function isAtBreakpoint({ tasks }: Pick<FollowedRun, 'tasks'>): boolean {
  for (const { waiting } of tasks.values()) if (waiting === 'breakpoint') return true;
  return false;
}
