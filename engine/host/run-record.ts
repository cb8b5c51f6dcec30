import type { EndedRunStatus } from '../run/event.ts';
import type { Failure } from '../workflow/failure.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import type { TaskStatus } from '../workflow/schema.ts';

export type RunStatus = 'queued' | 'running' | 'waiting' | 'paused' | EndedRunStatus;

/** One task of a run. Instants are ISO 8601 texts in UTC. */
export type TaskRecord = {
  readonly status: TaskStatus;
  readonly attempts: number;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly output?: Json;
  readonly error?: Failure;
  readonly skipped?: string;
};

/** A whole run as one object: what `run --json` prints. Instants are ISO 8601 texts in UTC; tasks are keyed by their paths. */
export type RunRecord = {
  readonly id: string;
  readonly workflow: string;
  readonly status: RunStatus;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly inputs: JsonObject;
  readonly outputs: JsonObject | null;
  readonly tasks: { readonly [path: string]: TaskRecord };
};

/** One line of a list of runs. */
export type RunSummary = {
  readonly id: string;
  readonly workflow: string;
  readonly status: RunStatus;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
};
