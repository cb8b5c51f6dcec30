// A browser opens at most six HTTP connections to a server, over all of its windows, and a stream keeps one of them. So only a few windows
// hold streams at a time, and the others leave it to them: places are locks of the browser, which end with their window.

export type StreamPlace = {
  /** Whether this window may hold a stream, from now until it leaves its place. */
  readonly take: () => Promise<boolean>;
  readonly leave: () => void;
};

/** The part of the browser's locks that is used. */
export type PlaceLocks = {
  readonly request: (
    name: string,
    options: { readonly ifAvailable: true },
    use: (lock: object | null) => Promise<void> | undefined,
  ) => Promise<unknown>;
};

/** Half of the connections; the others are for everything else. */
const places = 3;

/** For a window that does not share its connections. */
export const ownPlace: StreamPlace = { take: async () => true, leave: () => undefined };

export function sharedPlace(locks: PlaceLocks): StreamPlace {
  let end: (() => void) | null = null;
  let asked: Promise<void> | null = null;
  let isWanted = false;

  function letGo(): void {
    end?.();
    end = null;
  }

  async function takeFirst(): Promise<void> {
    for (let place = 0; place < places && !end; place += 1) end = await request(locks, `millrace.stream.${place}`);
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

/** Gives what ends the lock; null when another window has it, or there are no locks to be had. */
function request(locks: PlaceLocks, name: string): Promise<(() => void) | null> {
  return new Promise((resolve) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock) return new Promise<void>((end) => resolve(end));
        resolve(null);
        return undefined;
      })
      .catch(() => resolve(null));
  });
}
