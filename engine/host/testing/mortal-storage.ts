import type { Records, Storage } from '../storage.ts';

const never = () => new Promise<never>(() => undefined);

/** A storage that stops answering when it is killed: what is on disk then stays as it is. */
export type Mortal = {
  readonly storage: Storage;
  readonly kill: () => void;
  /** Closes what a dead one left open; false when it lives. */
  readonly bury: () => Promise<boolean>;
};

export function mortal(storage: Storage): Mortal {
  let isDead = false;
  let opened: Records | null = null;
  const guard =
    <A extends unknown[], T>(work: (...args: A) => Promise<T>) =>
    (...args: A): Promise<T> =>
      isDead ? never() : work(...args);
  const wrap = ({ journal, history }: Records): Records => ({
    journal: {
      ...journal,
      append: guard(journal.append),
      release: guard(journal.release),
      carryForward: guard(journal.carryForward),
      close: () => (isDead ? Promise.resolve() : journal.close()),
    },
    history: { ...history, add: guard(history.add), close: () => (isDead ? Promise.resolve() : history.close()) },
  });
  return {
    bury: async () => {
      if (isDead) await opened?.journal.close();
      return isDead;
    },
    storage: {
      documents: storage.documents,
      openRecords: async () => {
        opened = await storage.openRecords();
        return wrap(opened);
      },
    },
    kill: () => {
      isDead = true;
    },
  };
}
