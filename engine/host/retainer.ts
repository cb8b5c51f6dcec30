// Removes finished runs when they are not to be kept any longer, or when somebody asks for it, with all that belongs to them alone. Runs that
// go on are not in the history, so it never meets one.
import { setImmediate } from 'node:timers/promises';
import type { History } from '../adapters/history.ts';
import type { Clock } from '../ports.ts';
import { createRetentionCheck, hasLimits, type Retention } from '../run/retention.ts';
import type { Collector } from './collector.ts';
import type { Documents } from './storage.ts';

export type RetainerParts = {
  readonly history: History;
  readonly documents: Pick<Documents, 'logs' | 'removeLeftovers'>;
  readonly collector: Collector;
  readonly clock: Clock;
  readonly retention: Retention;
};

const hourMs = 3_600_000;
/** Runs of the last day are looked through for what they left behind, but not while an engine is busy starting. */
const sweepEveryMs = 24 * hourMs;
const firstSweepMs = 5 * 60_000;

export class Retainer {
  readonly #parts: RetainerParts;
  readonly #removed = new Set<string>();
  #cancels: (() => void)[] = [];
  #last: Promise<unknown> = Promise.resolve();
  #isStopping = false;

  constructor(parts: RetainerParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#queue(this.#parts.documents.removeLeftovers).catch(() => undefined);
    if (hasLimits(this.#parts.retention)) this.#everyHour();
    this.#sweepIn(firstSweepMs);
  }

  /** Whether a run was there in this engine's life, and is not any more. */
  isRemoved(id: string): boolean {
    return this.#removed.has(id);
  }

  /** For good, with their logs and the values that nothing else refers to. */
  remove(ids: readonly string[]): Promise<void> {
    return this.#queue(async () => {
      const blobs: string[] = [];
      for (const id of ids) blobs.push(...((await this.#parts.history.find(id))?.blobs ?? []));
      await this.#removeAll(ids, blobs);
    });
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    for (const cancel of this.#cancels) cancel();
    await this.#last;
  }

  /** What cannot be removed now is removed an hour later. */
  #everyHour(): void {
    this.#queue(() => this.#removeExpired()).catch(() => undefined);
    this.#in(hourMs, () => this.#everyHour());
  }

  #sweepIn(delayMs: number): void {
    this.#in(delayMs, () => {
      this.#queue(() => this.#parts.collector.sweep()).catch(() => undefined);
      this.#sweepIn(sweepEveryMs);
    });
  }

  #in(delayMs: number, callback: () => void): void {
    const { clock } = this.#parts;
    const cancel = clock.wakeAt(clock.now() + delayMs, () => {
      this.#cancels = this.#cancels.filter((other) => other !== cancel);
      callback();
    });
    this.#cancels.push(cancel);
  }

  #queue<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work);
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #removeExpired(): Promise<void> {
    const { history, clock, retention } = this.#parts;
    const isExpired = createRetentionCheck(retention, clock.now());
    const ids: string[] = [];
    const values = new Set<string>();
    for await (const page of history.newestFirst()) {
      for (const { summary, sizeBytes, blobs } of page) {
        const { id, workflow, finishedAt, createdAt } = summary;
        if (!isExpired({ id, workflow, finishedAt: finishedAt ?? createdAt, sizeBytes })) continue;
        ids.push(id);
        for (const hash of blobs) values.add(hash);
      }
      if (this.#isStopping) return;
      await setImmediate();
    }
    await this.#removeAll(ids, values);
  }

  /** The runs first: what they leave behind in a crash is found by the next sweep. */
  async #removeAll(ids: readonly string[], blobs: Iterable<string>): Promise<void> {
    if (ids.length === 0) return;
    for (const id of ids) this.#removed.add(id);
    await this.#parts.history.remove(ids);
    for (const id of ids) await this.#parts.documents.logs.remove(id);
    await this.#parts.collector.collect(blobs);
  }
}
