import type { Clock } from '../ports.ts';
import { nextWake } from '../run/plan.ts';
import { TimerHeap } from '../run/timers.ts';
import type { LiveRun } from './live-run.ts';

/** One timer of the clock for all runs: it is set to the earliest instant at which any run wants to be planned again. */
export class Timers {
  readonly #clock: Clock;
  readonly #onDue: (live: LiveRun) => void;
  readonly #heap = new TimerHeap<LiveRun>();
  #armed: { readonly at: number; readonly cancel: () => void } | null = null;

  constructor(clock: Clock, onDue: (live: LiveRun) => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** After every planning step. */
  watch(live: LiveRun): void {
    const at = nextWake(live.run);
    if (at === null || (live.wakeAt !== null && live.wakeAt <= at)) return;
    live.wakeAt = at;
    this.#heap.push(at, live);
    this.#arm();
  }

  stop(): void {
    this.#armed?.cancel();
    this.#armed = null;
  }

  #arm(): void {
    const next = this.#heap.next;
    if (!next || (this.#armed && this.#armed.at <= next.at)) return;
    this.#armed?.cancel();
    this.#armed = { at: next.at, cancel: this.#clock.wakeAt(next.at, () => this.#fire()) };
  }

  #fire(): void {
    this.#armed = null;
    const now = this.#clock.now();
    for (let due = this.#heap.takeDue(now); due; due = this.#heap.takeDue(now)) {
      const live = due.value;
      if (live.wakeAt !== due.at) continue;
      live.wakeAt = null;
      this.#onDue(live);
    }
    this.#arm();
  }
}
