import type { Blobs } from '../ports.ts';

/** Blobs as those see them who clear away what nothing refers to any more. */
export type BlobStore = Blobs & {
  /** Hashes of all, in groups. */
  readonly list: () => AsyncIterable<readonly string[]>;
  /** When this process last wrote or read it, in milliseconds since the epoch; null: never, or long ago. */
  readonly usedAt: (hash: string) => number | null;
  /** Forgets uses before this instant: nobody asks for them any more. */
  readonly forgetUses: (before: number) => void;
  /** For good, unless it was used at or after `unusedSince`. Gives its size; null when it stays or is not there. */
  readonly remove: (hash: string, unusedSince: number) => Promise<number | null>;
};

/** Who wrote or read what, and when: what nothing refers to yet may be on its way into an event. */
export class BlobUses {
  readonly #at = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  mark(hash: string): void {
    this.#at.set(hash, this.#now());
  }

  at(hash: string): number | null {
    return this.#at.get(hash) ?? null;
  }

  forget(before: number): void {
    for (const [hash, at] of this.#at) if (at < before) this.#at.delete(hash);
  }
}
