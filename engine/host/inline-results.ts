// How much of a run's results stands in its events, which are in memory as long as the run goes on.
import type { RunEvent } from '../run/event.ts';
import { blobThresholdBytes } from '../workflow/limits.ts';
import type { LiveRun } from './live-run.ts';

/** Of results that stand in the events of one run; beyond, only tiny ones do. */
const mostBytes = 24 * 1024 * 1024;
const tinyBytes = 1024;
/** Fewer events than these cannot hold more. */
const fewEvents = Math.floor(mostBytes / blobThresholdBytes);

type Counted = { events: number; bytes: number };
const countedOf = new WeakMap<LiveRun, Counted>();

/** How large the JSON text of the run's next result may be, in bytes, to stand in its event. */
export function inlineLimit(live: LiveRun): number {
  if (live.events.length <= fewEvents) return blobThresholdBytes;
  const counted = countedOf.get(live) ?? { events: 0, bytes: 0 };
  countedOf.set(live, counted);
  for (; counted.events < live.events.length && counted.bytes < mostBytes; counted.events += 1) {
    counted.bytes += outputBytes(live.events[counted.events] as RunEvent);
  }
  return counted.bytes < mostBytes ? blobThresholdBytes : tinyBytes;
}

function outputBytes(event: RunEvent): number {
  return event.type === 'task.succeeded' && event.output.kind === 'value' ? JSON.stringify(event.output.value).length : 0;
}
