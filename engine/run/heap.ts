/** A binary heap: the entry that `isBefore` all others comes first. Entries that are equal come in no particular order. */
export class Heap<T> {
  readonly #entries: T[] = [];
  readonly #isBefore: (a: T, b: T) => boolean;

  constructor(isBefore: (a: T, b: T) => boolean) {
    this.#isBefore = isBefore;
  }

  get first(): T | undefined {
    return this.#entries[0];
  }

  get size(): number {
    return this.#entries.length;
  }

  push(entry: T): void {
    const entries = this.#entries;
    let index = entries.push(entry) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = entries[above] as T;
      if (!this.#isBefore(entry, parent)) break;
      entries[index] = parent;
      index = above;
    }
    entries[index] = entry;
  }

  pop(): T | undefined {
    const first = this.#entries[0];
    const last = this.#entries.pop();
    if (this.#entries.length > 0) this.#sink(last as T);
    return first;
  }

  #sink(entry: T): void {
    const entries = this.#entries;
    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      if (below >= entries.length) break;
      const right = entries[below + 1];
      if (right !== undefined && this.#isBefore(right, entries[below] as T)) below += 1;
      const child = entries[below] as T;
      if (!this.#isBefore(child, entry)) break;
      entries[index] = child;
      index = below;
    }
    entries[index] = entry;
  }
}
