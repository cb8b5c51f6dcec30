import { Heap } from './heap.ts';

export type Timer<T> = { readonly at: number; readonly value: T };

/** Instants in order. Entries are never removed early: whoever takes one checks whether it still means anything. */
export class TimerHeap<T> {
  readonly #heap = new Heap<Timer<T>>((a, b) => a.at < b.at);

  get next(): Timer<T> | undefined {
    return this.#heap.first;
  }

  push(at: number, value: T): void {
    this.#heap.push({ at, value });
  }

  /** Takes the earliest entry if it is due at `now`. */
  takeDue(now: number): Timer<T> | undefined {
    const first = this.#heap.first;
    return first === undefined || first.at > now ? undefined : this.#heap.pop();
  }
}
