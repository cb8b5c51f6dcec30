// A browser opens at most six HTTP connections to a server, over all of its windows, and a stream keeps one of them. So only a few windows
// hold streams at a time, and the others leave it to them: places are locks of the browser, which end with their window.

import { type BrowserLocks, takeLock } from '../api/browser-locks.ts';

export type StreamPlace = {
  /** Whether this window may hold a stream, from now until it leaves its place. */
  readonly take: () => Promise<boolean>;
  readonly leave: () => void;
};

/** Half of the connections; the others are for everything else. */
const places = 3;

/** For a window that does not share its connections. */
export const ownPlace: StreamPlace = { take: async () => true, leave: () => undefined };

export function sharedPlace(locks: BrowserLocks): StreamPlace {
  let end: (() => void) | null = null;
  let asked: Promise<void> | null = null;
  let isWanted = false;

  function letGo(): void {
    end?.();
    end = null;
  }

  async function takeFirst(): Promise<void> {
    for (let place = 0; place < places && !end; place += 1) end = await takeLock(locks, `millrace.stream.${place}`).catch(() => null);
    asked = null;
    // It was left while it was being taken.
    if (!isWanted) letGo();
  }

  return {
    take: async () => {
      isWanted = true;
      if (!end) asked ??= takeFirst();
      await asked;
      return end !== null;
    },
    leave: () => {
      isWanted = false;
      if (!asked) letGo();
    },
  };
}
