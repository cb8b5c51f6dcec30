// Which runs are carried out of old segments, and in which portions.
import { setImmediate } from 'node:timers/promises';
import type { RunEvent } from '../run/event.ts';
import type { EventsAtRest } from './journal.ts';

const portionBytes = 256 * 1024;

/**
 * All events of the runs that `past` segments are kept for, whole runs in portions, as long as they take no more than `room` bytes in all. A
 * segment that needs more is left as it is: most of it is news that only has to stay.
 */
export async function* carried(
  past: readonly (readonly string[])[],
  eventsOf: EventsAtRest,
  room: number,
): AsyncGenerator<readonly RunEvent[]> {
  let left = room;
  for (const runs of past) {
    const sizes = await sizesOf(runs, eventsOf, left);
    if (!sizes) continue;
    for (const portion of portions(sizes)) {
      // Looked up again: meanwhile the run may have gone on.
      const events = portion.flatMap((run) => eventsOf(run) ?? []);
      if (events.length > 0) yield events;
    }
    for (const size of sizes.values()) left -= size;
  }
}

/** Bytes by run; null when they are more than `room`, or when one of them cannot be carried now. */
async function sizesOf(runs: readonly string[], eventsOf: EventsAtRest, room: number): Promise<ReadonlyMap<string, number> | null> {
  const sizes = new Map<string, number>();
  let total = 0;
  let pauseAt = portionBytes;
  for (const run of runs) {
    let size = 0;
    for (const event of eventsOf(run) ?? []) {
      size += JSON.stringify(event).length;
      if (total + size > room) return null;
    }
    if (size === 0) return null;
    sizes.set(run, size);
    total += size;
    if (total < pauseAt) continue;
    await setImmediate();
    pauseAt = total + portionBytes;
  }
  return sizes;
}

function* portions(sizes: ReadonlyMap<string, number>): Generator<readonly string[]> {
  let portion: string[] = [];
  let bytes = 0;
  for (const [run, size] of sizes) {
    portion.push(run);
    bytes += size;
    if (bytes < portionBytes) continue;
    yield portion;
    portion = [];
    bytes = 0;
  }
  if (portion.length > 0) yield portion;
}
