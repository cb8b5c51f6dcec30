import type { Clock } from '../../ports.ts';

export type ManualClock = Clock & {
  /** Moves the time and wakes everybody who is due, in order. */
  readonly advance: (byMs: number) => void;
};

/** A clock that stands still until it is told to go on. */
export function createManualClock(start = Date.UTC(2026, 2, 1, 12)): ManualClock {
  let now = start;
  const wakes = new Set<{ readonly at: number; readonly callback: () => void }>();
  const due = () => [...wakes].filter((wake) => wake.at <= now).sort((a, b) => a.at - b.at);
  return {
    now: () => now,
    wakeAt: (at, callback) => {
      const wake = { at, callback };
      wakes.add(wake);
      return () => wakes.delete(wake);
    },
    advance: (byMs) => {
      now += byMs;
      for (const wake of due()) if (wakes.delete(wake)) wake.callback();
    },
  };
}
