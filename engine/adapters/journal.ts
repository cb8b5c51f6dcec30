import type { RunEvent } from '../run/event.ts';

/** What happened and is not in the history yet: the events of all runs in one order. */
export type Journal = {
  /** Resolves when the events are on disk, in this order and behind all appended before. Rejects when they are not; then all later ones do too. */
  readonly append: (events: readonly RunEvent[]) => Promise<void>;
  /** Every event from before this journal was opened, in order. Read once, before the first append. */
  readonly read: () => AsyncIterable<RunEvent>;
  /** What `read` found damaged: one sentence each. */
  readonly damage: () => readonly string[];
  /** The events of these runs are kept elsewhere and need not be read again. */
  readonly release: (runs: readonly string[]) => Promise<void>;
  /** Waits for what was appended. */
  readonly close: () => Promise<void>;
};
