// The events of a journal, run by run. A run may stand in it twice: what a failed write left behind is written again, and a run that waits for long
// is carried out of old segments.
import type { RunEvent } from '../run/event.ts';

/** `events` follow one another; `behind` came after a gap, which damage has left, or where the first part of them has been carried on. */
export type FoundRun = { readonly id: string; readonly events: RunEvent[]; readonly behind: RunEvent[] };

export async function gatherRuns(read: AsyncIterable<RunEvent>): Promise<ReadonlyMap<string, FoundRun>> {
  const byId = new Map<string, FoundRun>();
  for await (const event of read) {
    const found = byId.get(event.run) ?? { id: event.run, events: [], behind: [] };
    byId.set(event.run, found);
    if (event.seq === found.events.length + 1) found.events.push(event);
    // An event that is there already counts no more.
    else if (event.seq > found.events.length) found.behind.push(event);
  }
  return byId;
}
