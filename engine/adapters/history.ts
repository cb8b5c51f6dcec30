import type { RunEvent } from '../run/event.ts';
import type { TaskTime } from '../run/task-times.ts';
import type { RunSummary } from '../run/view.ts';

/** A run that has ended. */
export type FinishedRun = {
  readonly summary: RunSummary;
  readonly events: readonly RunEvent[];
  /** The events as JSON, where they were made already; never part of what is kept. */
  readonly texts?: readonly string[] | null;
};

export type ListedRun = {
  readonly summary: RunSummary;
  /** The beginning of the inputs' JSON text; empty when there are none. */
  readonly inputs: string;
  /** What it takes on disk. */
  readonly sizeBytes: number;
  readonly tasks: () => readonly TaskTime[];
  /** Hashes of the large values that it refers to. */
  readonly blobs: readonly string[];
};

/** What is known of some runs without reading the list of them. Instants are milliseconds since the epoch, both ends included. */
export type ListDigest = {
  readonly runs: number;
  readonly created: readonly [first: number, last: number];
  readonly finished: readonly [first: number, last: number];
  /** How many runs by workflow and status. */
  readonly counts: { readonly [workflow: string]: { readonly [status: string]: number } };
};

export type ListOptions = {
  /** Only what stands behind this run, which ended at `at` and may be gone meanwhile. Default: from the newest on. */
  readonly behind?: { readonly run: string; readonly at: number };
  /** False for runs that need not be read. */
  readonly wants?: (digest: ListDigest) => boolean;
};

/** Runs that have ended, for good. */
export type History = {
  /** Resolves when the runs are on disk. Whoever may be repeating itself asks `has` first. */
  readonly add: (runs: readonly FinishedRun[]) => Promise<void>;
  /** Costs next to nothing for runs that are not there. */
  readonly has: (id: string) => Promise<boolean>;
  readonly find: (id: string) => Promise<ListedRun | null>;
  /** Empty when there is no such run. */
  readonly events: (id: string) => Promise<readonly RunEvent[]>;
  /** In the order the runs ended, the newest first, some at a time. */
  readonly newestFirst: (options?: ListOptions) => AsyncIterable<readonly ListedRun[]>;
  /** For good. */
  readonly remove: (ids: readonly string[]) => Promise<void>;
  /** What was found damaged: one sentence each. */
  readonly damage: () => readonly string[];
  readonly close: () => Promise<void>;
};
