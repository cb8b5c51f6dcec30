import type { RunEvent } from '../run/event.ts';

/** All events of an unfinished run; null when it is none, or when some of them are not on disk yet. */
export type EventsAtRest = (run: string) => readonly RunEvent[] | null;

/** What happened and is not in the history yet: the events of all runs in one order. */
export type Journal = {
  /**
   * Resolves when the events are on disk, in this order and behind all appended before. Rejects when they are not; then so do all that
   * were appended behind them until then. The next append tries anew, so whoever tries again appends everything again, in order.
   * `texts`: the events as JSON, where they were made already.
   */
  readonly append: (events: readonly RunEvent[], texts?: readonly string[]) => Promise<void>;
  /** Events from before this journal was opened, in order: of every run that was not released, maybe of others. Read once, before the first append. */
  readonly read: () => AsyncIterable<RunEvent>;
  /** What `read` found damaged: one sentence each. */
  readonly damage: () => readonly string[];
  /** Whether `read` found everything that was acknowledged; a torn record at the end never was. */
  readonly isWhole: () => boolean;
  /** Whether `read` may give the first events, and not the last, of runs that were released: it is no longer known which these are. */
  readonly mayRepeat: () => boolean;
  /** Whether events of the run may stand where nothing can be read now: what is known of it may be too little to go on from. */
  readonly isHeldBack: (run: string) => boolean;
  /** The events of these runs are kept elsewhere and need not be read again. */
  readonly release: (runs: readonly string[]) => Promise<void>;
  /**
   * Appends the events of unfinished runs again that keep segments which are long past, so that these can go: a run that waits for weeks must not
   * keep everything that was written beside it. A bounded part of what is written goes into that; it costs nothing until a segment was left.
   */
  readonly carryForward: (eventsOf: EventsAtRest) => Promise<void>;
  /** Waits for what was appended. */
  readonly close: () => Promise<void>;
};
