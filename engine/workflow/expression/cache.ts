/**
 * A bounded cache that forgets what was not used lately: entries move to the young half when they are used, and the old half is dropped
 * as a whole when the young one is full. Each operation costs at most two look-ups.
 */
export class RecentCache<V> {
  readonly #half: number;
  #young = new Map<string, V>();
  #old = new Map<string, V>();

  /** Keeps at least half of `capacity` and never more. */
  constructor(capacity: number) {
    this.#half = Math.max(1, Math.floor(capacity / 2));
  }

  get(key: string, make: (key: string) => V): V {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const value = this.#old.get(key) ?? make(key);
    if (this.#young.size >= this.#half) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
    return value;
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }
}
