// Removes finished runs, with their logs, when they are not to be kept any longer. Runs that go on are not in the history, so it never meets one.
import type { History } from '../adapters/history.ts';
import type { RunLogs } from '../adapters/run-logs.ts';
import type { Clock } from '../ports.ts';
import { createRetentionCheck, hasLimits, type Retention } from '../run/retention.ts';

export type RetainerParts = {
  readonly history: History;
  readonly logs: RunLogs;
  readonly clock: Clock;
  readonly retention: Retention;
};

const everyMs = 3_600_000;

export class Retainer {
  readonly #parts: RetainerParts;
  #cancel: (() => void) | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(parts: RetainerParts) {
    this.#parts = parts;
  }

  /** Looks now, and then once an hour. */
  start(): void {
    if (!hasLimits(this.#parts.retention)) return;
    const { clock } = this.#parts;
    // What cannot be removed now is removed an hour later.
    this.#last = this.#last.then(() => this.#removeExpired()).catch(() => undefined);
    this.#cancel = clock.wakeAt(clock.now() + everyMs, () => this.start());
  }

  async stop(): Promise<void> {
    this.#cancel?.();
    await this.#last;
  }

  async #removeExpired(): Promise<void> {
    const { history, logs, clock, retention } = this.#parts;
    const isExpired = createRetentionCheck(retention, clock.now());
    const ids: string[] = [];
    for await (const page of history.newestFirst()) {
      for (const { summary, sizeBytes } of page) {
        const { id, workflow, finishedAt, createdAt } = summary;
        if (isExpired({ id, workflow, finishedAt: finishedAt ?? createdAt, sizeBytes })) ids.push(id);
      }
    }
    if (ids.length === 0) return;
    await history.remove(ids);
    for (const id of ids) await logs.remove(id);
  }
}
