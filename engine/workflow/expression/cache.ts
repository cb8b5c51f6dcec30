/** What an entry weighs besides its key. */
const entryWeight = 16;

/**
 * A bounded cache that forgets what was not used lately: entries move to the young half when they are used, and the old half is dropped
 * as a whole when the young one is full. Each operation costs at most two look-ups. Keys are source texts, which stand for the size of
 * what is made from them.
 */
export class RecentCache<V> {
  readonly #half: number;
  #young = new Map<string, V>();
  #old = new Map<string, V>();
  #youngWeight = 0;

  /** `capacity` is in characters of all keys together, and 16 for each. A text that is larger than half of it is not kept. */
  constructor(capacity: number) {
    this.#half = capacity / 2;
  }

  get(key: string, make: (key: string) => V): V {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const value = this.#old.get(key) ?? make(key);
    const weight = key.length + entryWeight;
    if (weight > this.#half) return value;
    if (this.#youngWeight + weight > this.#half) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngWeight = 0;
    }
    this.#young.set(key, value);
    this.#youngWeight += weight;
    return value;
  }

  /** How many entries are kept; one that was used again counts twice for a while. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }
}
