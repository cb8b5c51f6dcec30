// Moves runs that have ended from the journal to the history, a few at a time.
import type { FinishedRun, History } from '../adapters/history.ts';
import type { Journal } from '../adapters/journal.ts';
import { summarize } from '../run/view.ts';
import type { LiveRun } from './live-run.ts';

export type ArchivistParts = {
  readonly history: History;
  readonly journal: Journal;
  /** These are in the history now. */
  readonly onArchived: (ids: readonly string[]) => void;
};

/** Runs that end soon after one another share their syncs. */
const gatherMs = 100;

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
    this.#timer ??= setTimeout(() => void this.flush(), gatherMs);
    this.#timer.unref();
  }

  /** Why the last attempt failed; the runs stay in the journal until one succeeds. */
  get error(): unknown {
    return this.#error;
  }

  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#last = this.#last.then(() => this.#archive());
    return this.#last;
  }

  async #archive(): Promise<void> {
    const runs = this.#pending;
    if (runs.length === 0) return;
    this.#pending = [];
    const ids = runs.map((live) => live.id);
    try {
      await this.#parts.history.add(runs.map((live): FinishedRun => ({ summary: summarize(live.run), events: live.events })));
      this.#parts.onArchived(ids);
      await this.#parts.journal.release(ids);
      this.#error = null;
    } catch (error) {
      // Nothing is lost: the next start finds them in the journal.
      this.#error = error;
    }
  }
}
