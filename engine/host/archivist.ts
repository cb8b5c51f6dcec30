// Moves runs that have ended from the journal to the history, a few at a time.
import type { FinishedRun, History } from '../adapters/history.ts';
import type { EventsAtRest, Journal } from '../adapters/journal.ts';
import { summarize } from '../run/view.ts';
import type { LiveRun } from './live-run.ts';

export type ArchivistParts = {
  readonly history: History;
  readonly journal: Journal;
  /** These are in the history now. */
  readonly onArchived: (ids: readonly string[]) => void;
  /** Of the runs that go on. */
  readonly eventsAtRest: EventsAtRest;
};

/** Runs that end soon after one another share their syncs. */
const gatherMs = 100;
/** So many do not wait: what stays in memory for long is dear to clean up. */
const enoughRuns = 128;
const retryMs = 5000;

export class Archivist {
  readonly #parts: ArchivistParts;
  #pending: LiveRun[] = [];
  #timer: NodeJS.Timeout | null = null;
  #last: Promise<void> = Promise.resolve();
  #error: unknown = null;

  constructor(parts: ArchivistParts) {
    this.#parts = parts;
  }

  /** The run's end is on disk. */
  add(live: LiveRun): void {
    this.#pending.push(live);
    if (this.#pending.length === enoughRuns && this.#error === null) void this.flush();
    else this.#flushAfter(gatherMs);
  }

  /** Why the last attempt failed; the runs stay in the journal and in memory until one succeeds. */
  get error(): unknown {
    return this.#error;
  }

  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#last = this.#last.then(() => this.#archive());
    return this.#last;
  }

  #flushAfter(delayMs: number): void {
    this.#timer ??= setTimeout(() => void this.flush(), delayMs);
    this.#timer.unref();
  }

  async #archive(): Promise<void> {
    const found = this.#pending;
    if (found.length === 0) return;
    this.#pending = [];
    try {
      const runs = this.#error === null ? found : await this.#notThereYet(found);
      const ids = found.map((live) => live.id);
      await this.#parts.history.add(
        runs.map((live): FinishedRun => ({ summary: summarize(live.run), events: live.events, texts: live.texts })),
      );
      this.#parts.onArchived(ids);
      await this.#parts.journal.release(ids);
      this.#error = null;
      // What cannot be carried now is carried later: it only keeps room on the disk.
      await this.#parts.journal.carryForward(this.#parts.eventsAtRest).catch(() => undefined);
    } catch (error) {
      // Nothing is lost: they are in the journal.
      this.#error = error;
      this.#pending = [...found, ...this.#pending];
      this.#flushAfter(retryMs);
    }
  }

  /** A failed attempt may have got some of them there. */
  async #notThereYet(runs: readonly LiveRun[]): Promise<readonly LiveRun[]> {
    const missing: LiveRun[] = [];
    for (const live of runs) if (!(await this.#parts.history.has(live.id))) missing.push(live);
    return missing;
  }
}
