import type { RunEvent } from '../run/event.ts';
import type { RunSummary } from '../run/view.ts';

/** A run that has ended. */
export type FinishedRun = { readonly summary: RunSummary; readonly events: readonly RunEvent[] };

export type ListedRun = {
  readonly summary: RunSummary;
  /** What it takes on disk. */
  readonly sizeBytes: number;
  /** Hashes of the large values that it refers to. */
  readonly blobs: readonly string[];
};

/** Runs that have ended, for good. */
export type History = {
  /** Resolves when the runs are on disk. Whoever may be repeating itself asks `has` first. */
  readonly add: (runs: readonly FinishedRun[]) => Promise<void>;
  readonly has: (id: string) => Promise<boolean>;
  readonly summary: (id: string) => Promise<RunSummary | null>;
  /** Empty when there is no such run. */
  readonly events: (id: string) => Promise<readonly RunEvent[]>;
  /** Hashes of the large values that a run refers to; empty when there is no such run. */
  readonly blobs: (id: string) => Promise<readonly string[]>;
  /** In the order the runs ended, the newest first. */
  readonly newestFirst: () => AsyncIterable<ListedRun>;
  /** For good. */
  readonly remove: (ids: readonly string[]) => Promise<void>;
  /** What was found damaged: one sentence each. */
  readonly damage: () => readonly string[];
  readonly close: () => Promise<void>;
};
