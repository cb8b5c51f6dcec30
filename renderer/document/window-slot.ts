// Each window has a name of its own as long as it is open: letters of the browser that it is a window of, and the least number that is
// free there. So windows do not write over each other's drafts, and a window that opens again after a crash finds its own.

import { type BrowserLocks, takeLock } from '../api/browser-locks.ts';

export type WindowSlots = {
  /** The name of this window: `kqzvbd0`. */
  readonly own: () => Promise<string>;
  /** The names of all windows of this browser that are open now. */
  readonly held: () => Promise<ReadonlySet<string>>;
};

export type WindowSlotParts = {
  /** Undefined where pages came over plain HTTP from another machine. */
  readonly locks: WindowLocks | undefined;
  /** Where the letters of this browser are kept between starts. */
  readonly kept: Pick<Storage, 'getItem' | 'setItem'>;
  /** 0 to 1. */
  readonly random: () => number;
};

export type WindowLocks = BrowserLocks & {
  readonly query: () => Promise<{ readonly held?: readonly { readonly name?: string }[] | undefined }>;
};

const prefix = 'millrace.window.';
const mostWindows = 1000;

export function createWindowSlots({ locks, kept, random }: WindowSlotParts): WindowSlots {
  const browser = lettersOf(kept, random);
  let taken: Promise<string> | null = null;
  // Without locks: a high number that hardly another window of this browser has.
  const take = async () => browser + (locks ? await takeFirst(locks) : 100 + Math.floor(random() * 900));
  const own = () => {
    taken ??= take();
    return taken;
  };
  return {
    own,
    held: async () => {
      const held = (await locks?.query())?.held ?? [];
      const names = held.flatMap(({ name = '' }) => (name.startsWith(prefix) ? [browser + name.slice(prefix.length)] : []));
      return new Set([...names, await own()]);
    },
  };
}

const lettersKey = 'millrace.browser';
const letterCount = 6;

/** Two browsers may work with one engine, and neither sees the locks of the other. */
function lettersOf(kept: WindowSlotParts['kept'], random: () => number): string {
  const known = kept.getItem(lettersKey);
  if (known !== null && /^[a-z]{6}$/.test(known)) return known;
  const letters = Array.from({ length: letterCount }, () => String.fromCharCode('a'.charCodeAt(0) + Math.floor(random() * 26))).join('');
  kept.setItem(lettersKey, letters);
  return letters;
}

async function takeFirst(locks: BrowserLocks): Promise<number> {
  // What is taken is never ended: it is held for the life of the window.
  for (let slot = 0; slot < mostWindows; slot += 1) if (await takeLock(locks, prefix + slot)) return slot;
  throw new Error('More windows are open than there are numbers for');
}
