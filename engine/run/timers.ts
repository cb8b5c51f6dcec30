/** A binary min-heap of instants. Entries are never removed early: whoever takes one checks whether it still means anything. */
export type Timer<T> = { readonly at: number; readonly value: T };

export class TimerHeap<T> {
  readonly #entries: Timer<T>[] = [];

  get next(): Timer<T> | undefined {
    return this.#entries[0];
  }

  push(at: number, value: T): void {
    const entries = this.#entries;
    const entry = { at, value };
    let index = entries.push(entry) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = entries[above] as Timer<T>;
      if (parent.at <= at) break;
      entries[index] = parent;
      index = above;
    }
    entries[index] = entry;
  }

  /** Takes the earliest entry if it is due at `now`. */
  takeDue(now: number): Timer<T> | undefined {
    const first = this.#entries[0];
    if (first === undefined || first.at > now) return undefined;
    const last = this.#entries.pop() as Timer<T>;
    if (this.#entries.length > 0) this.#sink(last);
    return first;
  }

  #sink(entry: Timer<T>): void {
    const entries = this.#entries;
    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      if (below >= entries.length) break;
      const right = entries[below + 1];
      if (right !== undefined && right.at < (entries[below] as Timer<T>).at) below += 1;
      const child = entries[below] as Timer<T>;
      if (child.at >= entry.at) break;
      entries[index] = child;
      index = below;
    }
    entries[index] = entry;
  }
}
