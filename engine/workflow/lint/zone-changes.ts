// When clocks change in a time zone, found by asking the platform for local times.

/** Local times, as milliseconds as if they were UTC, that are skipped (`forward`) or come twice (`backward`). */
export type ClockChange = { readonly kind: 'forward' | 'backward'; readonly fromMs: number; readonly toMs: number };

/** There is no clock here, so the rules of one fixed year stand for all: zones change them rarely. */
const yearStartMs = 1_767_225_600_000; // 2026-01-01T00:00:00Z
const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Shorter than any period between two changes in use. */
const stepMs = 7 * dayMs;

const known = new Map<string, readonly ClockChange[]>();
/** There are some 600 zones, with their other names. */
const mostKnown = 1000;

/** Of a zone that exists. Remembered, because asking takes about a millisecond, and an editor asks after each keystroke. */
export function clockChanges(zone: string): readonly ClockChange[] {
  const changes = known.get(zone) ?? findChanges(zone);
  if (known.size < mostKnown) known.set(zone, changes);
  return changes;
}

function findChanges(zone: string): readonly ClockChange[] {
  const offsetAt = offsetReader(zone);
  const changes: ClockChange[] = [];
  for (let from = yearStartMs; from < yearStartMs + 365 * dayMs; from += stepMs) {
    const before = offsetAt(from);
    const after = offsetAt(from + stepMs);
    if (before === after) continue;
    const at = changeBetween(from, from + stepMs, offsetAt);
    const kind = after > before ? 'forward' : 'backward';
    changes.push({ kind, fromMs: at + Math.min(before, after), toMs: at + Math.max(before, after) });
  }
  return changes;
}

/** First minute with the later offset. */
function changeBetween(from: number, to: number, offsetAt: (ms: number) => number): number {
  let low = from;
  let high = to;
  const before = offsetAt(from);
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs;
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

function offsetReader(zone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (ms) => {
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - ms;
  };
}
