import type { RunEvent } from '../run/event.ts';
import type { Journal } from './journal.ts';

/** A journal that dies with the process: for tests and for engines that keep nothing. `kept` stands for the disk. */
export function createMemoryJournal(kept: RunEvent[] = []): Journal {
  const before = [...kept];
  return {
    append: async (events) => {
      for (const event of events) kept.push(event);
    },
    read: async function* () {
      yield* before;
    },
    damage: () => [],
    isWhole: () => true,
    mayRepeat: () => false,
    isHeldBack: () => false,
    carryForward: async () => undefined,
    release: async (runs) => {
      const gone = new Set(runs);
      const left = kept.filter((event) => !gone.has(event.run));
      kept.length = 0;
      for (const event of left) kept.push(event);
    },
    close: async () => undefined,
  };
}
