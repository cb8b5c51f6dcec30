// Clears away what nothing refers to any more: large values, logs of runs that are gone, cached results that are old. What is referred to is
// found anew each time, by reading: no counter can go wrong, and a crash at any moment leaves at most something for the next time.
import { setImmediate } from 'node:timers/promises';
import { blobsNamedIn } from '../adapters/blob-references.ts';
import type { History } from '../adapters/history.ts';
import type { Clock } from '../ports.ts';
import { findUnit } from '../run/find-unit.ts';
import type { LiveRun } from './live-run.ts';
import type { Documents } from './storage.ts';

/** What stays in the journal and is no run of this engine: what it refers to is kept. */
export type Stranded = { readonly runs: ReadonlySet<string>; readonly blobs: ReadonlySet<string> };

export type CollectorParts = {
  readonly documents: Pick<Documents, 'blobs' | 'logs' | 'cache'>;
  readonly history: History;
  readonly clock: Clock;
  readonly live: () => Iterable<LiveRun>;
  readonly stranded: () => Stranded;
  /** False while something that was recorded cannot be read: what it refers to is not known, so nothing is cleared away. */
  readonly isWhole: () => boolean;
  /** How long cached results are kept. */
  readonly keepCacheDays: number;
};

const dayMs = 86_400_000;
/** Between the writing of a value and the event that refers to it lies less, unless an attempt is under way. */
const marginMs = 60_000;
/** Of events, before others have their turn. */
const sliceEvents = 200;

export class Collector {
  readonly #parts: CollectorParts;

  constructor(parts: CollectorParts) {
    this.#parts = parts;
  }

  /** Of these values, those that nothing refers to. Values that were used just now are left for the next sweep. */
  async collect(hashes: Iterable<string>): Promise<void> {
    const candidates = new Set(hashes);
    if (candidates.size === 0 || !this.#parts.isWhole()) return;
    const unusedSince = this.#horizon();
    await this.#spare(candidates, new Set());
    await this.#remove(candidates, unusedSince);
  }

  /** Everything that nothing refers to. */
  async sweep(): Promise<void> {
    if (!this.#parts.isWhole()) return;
    const { blobs, logs } = this.#parts.documents;
    const unusedSince = this.#horizon();
    await this.#removeOldResults();
    const values = await gathered(blobs.list());
    const logged = await gathered(logs.runs());
    await this.#spare(values, logged);
    await this.#remove(values, unusedSince);
    for (const run of logged) await logs.remove(run);
    blobs.forgetUses(unusedSince);
  }

  /** What was used since may be on its way into an event: an attempt writes a value long before it says so. */
  #horizon(): number {
    let earliest = this.#parts.clock.now();
    for (const { run, attempts } of this.#parts.live()) {
      for (const path of attempts.keys()) earliest = Math.min(earliest, findUnit(run, path)?.startedAt ?? 0);
    }
    return earliest - marginMs;
  }

  /** Takes out of both what is needed. First what goes on, then the history, for runs move that way. */
  async #spare(values: Set<string>, logged: Set<string>): Promise<void> {
    const { live, stranded, history, documents } = this.#parts;
    for (const { id, events } of [...live()]) {
      logged.delete(id);
      for (let from = 0; from < events.length && values.size > 0; from += sliceEvents) {
        for (const hash of blobsNamedIn(JSON.stringify(events.slice(from, from + sliceEvents)))) values.delete(hash);
        await setImmediate();
      }
    }
    const left = stranded();
    for (const run of left.runs) logged.delete(run);
    for (const hash of left.blobs) values.delete(hash);
    for await (const page of history.newestFirst()) {
      for (const { summary, blobs } of page) {
        logged.delete(summary.id);
        for (const hash of blobs) values.delete(hash);
      }
      await setImmediate();
    }
    if (values.size === 0) return;
    for await (const { blobs } of documents.cache.entries()) for (const hash of blobs) values.delete(hash);
  }

  async #remove(values: ReadonlySet<string>, unusedSince: number): Promise<void> {
    for (const hash of values) await this.#parts.documents.blobs.remove(hash, unusedSince);
  }

  async #removeOldResults(): Promise<void> {
    const { documents, clock, keepCacheDays } = this.#parts;
    const before = clock.now() - keepCacheDays * dayMs;
    for await (const { key, at } of documents.cache.entries()) if (at < before) await documents.cache.remove(key);
    await documents.cache.removeLatest(before);
  }
}

async function gathered(groups: AsyncIterable<readonly string[]>): Promise<Set<string>> {
  const all = new Set<string>();
  for await (const group of groups) for (const each of group) all.add(each);
  return all;
}
