// Each window has a number of its own as long as it is open, and the next window that opens takes the least that is free: so windows do
// not write over each other's drafts, and a window that opens again after a crash finds its own.

export type WindowSlots = {
  /** The number of this window. */
  readonly own: () => Promise<number>;
  /** The numbers of all windows that are open now. */
  readonly held: () => Promise<ReadonlySet<number>>;
};

/** The part of the browser's locks that is used. A lock is given back when the window ends in whatever way. */
export type Locks = {
  readonly request: (
    name: string,
    options: { readonly ifAvailable: true },
    use: (lock: object | null) => Promise<void> | undefined,
  ) => Promise<unknown>;
  readonly query: () => Promise<{ readonly held?: readonly { readonly name?: string }[] | undefined }>;
};

const prefix = 'millrace.window.';
const mostWindows = 1000;

export function createWindowSlots(locks: Locks | undefined, random: () => number): WindowSlots {
  let taken: Promise<number> | null = null;
  // Pages that came over plain HTTP from another machine have no locks: a high number that hardly anybody else has.
  const own = () => {
    taken ??= locks ? takeFirst(locks) : Promise.resolve(100 + Math.floor(random() * 900));
    return taken;
  };
  return {
    own,
    held: async () => {
      const held = (await locks?.query())?.held ?? [];
      const numbers = held.flatMap(({ name = '' }) => (name.startsWith(prefix) ? [Number(name.slice(prefix.length))] : []));
      return new Set([...numbers, await own()]);
    },
  };
}

async function takeFirst(locks: Locks): Promise<number> {
  for (let slot = 0; slot < mostWindows; slot += 1) if (await take(locks, slot)) return slot;
  throw new Error('More windows are open than there are numbers for');
}

function take(locks: Locks, slot: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    locks
      .request(prefix + slot, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        // Never: the lock is held for the life of the window.
        return lock === null ? undefined : new Promise<void>(() => undefined);
      })
      .catch(reject);
  });
}
