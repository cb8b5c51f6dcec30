/** The part of the browser's locks that is used: windows of one browser agree by them. A lock is given back when its window ends in whatever way. */
export type BrowserLocks = {
  readonly request: (
    name: string,
    options: { readonly ifAvailable: true },
    use: (lock: object | null) => Promise<void> | undefined,
  ) => Promise<unknown>;
};

/** Gives what ends the lock, which is held until then; null when another window has it. Rejects where there are no locks to be had. */
export function takeLock(locks: BrowserLocks, name: string): Promise<(() => void) | null> {
  return new Promise((resolve, reject) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (lock) return new Promise<void>((end) => resolve(end));
        resolve(null);
        return undefined;
      })
      .catch(reject);
  });
}
