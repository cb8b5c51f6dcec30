// What happened goes to the journal in batches; whoever must wait for the disk waits here. What the journal does not take is kept and tried
// again until it does.
import type { Journal } from '../adapters/journal.ts';
import type { Clock } from '../ports.ts';
import type { RunEvent } from '../run/event.ts';

export type OutboxOptions = {
  readonly journal: Journal;
  readonly clock: Clock;
  /** These are on disk now. */
  readonly onDurable: (events: readonly RunEvent[]) => void;
  /** The journal takes nothing for now. Called once, until `onRecovered`. */
  readonly onStalled: (error: unknown) => void;
  readonly onRecovered: () => void;
};

type Barrier = (isDurable: boolean) => void;
type Caller = { readonly resolve: () => void; readonly reject: (error: unknown) => void };

/** `barriers` wait as long as it takes; `callers` are told when it takes longer. */
type Batch = { events: RunEvent[]; texts: string[]; barriers: Barrier[]; callers: Caller[] };

const firstRetryMs = 100;
const longestRetryMs = 5000;

export class Outbox {
  readonly #options: OutboxOptions;
  #pending: Batch = emptyBatch();
  #inFlight: Batch | null = null;
  #writing: Promise<void> = Promise.resolve();
  /** Failures in a row: the first is tried again at once, for a new segment may help. */
  #failures = 0;
  #error: unknown = null;
  #cancelRetry: (() => void) | null = null;
  #isClosed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** `text`: the event as JSON. */
  add(event: RunEvent, text: string): void {
    this.#pending.events.push(event);
    this.#pending.texts.push(text);
  }

  /** Calls back when everything added so far is on disk, or, when the engine stops first, with `false`. */
  whenDurable(barrier: Barrier): void {
    if (this.#isClosed) queueMicrotask(() => barrier(false));
    else if (this.#pending.events.length > 0) this.#pending.barriers.push(barrier);
    else if (this.#inFlight) this.#inFlight.barriers.push(barrier);
    else queueMicrotask(() => barrier(true));
  }

  /** Resolves when everything added so far is on disk; rejects when that has to wait until the disk takes something again. */
  durable(): Promise<void> {
    if (this.#pending.events.length === 0 && !this.#inFlight) return Promise.resolve();
    if (this.#error !== null) return Promise.reject(this.#error);
    const batch = this.#pending.events.length > 0 ? this.#pending : (this.#inFlight as Batch);
    return new Promise((resolve, reject) => batch.callers.push({ resolve, reject }));
  }

  flush(): void {
    if (this.#inFlight || this.#error !== null || this.#pending.events.length === 0) return;
    this.#write();
  }

  /** Takes back what is not on disk of a run; false when it is just being written. */
  withdraw(run: string): boolean {
    if (this.#inFlight) return false;
    const { events, texts } = this.#pending;
    this.#pending.texts = texts.filter((_, index) => events[index]?.run !== run);
    this.#pending.events = events.filter((event) => event.run !== run);
    return true;
  }

  /** Tries once more to get everything to the disk. What is not there then happens again after the next start. */
  async close(): Promise<void> {
    this.#cancelRetry?.();
    this.#isClosed = true;
    await this.#writing;
    if (this.#pending.events.length > 0) {
      this.#write();
      await this.#writing;
    }
    this.#release(this.#error ?? new Error('The engine has stopped'));
  }

  /** Nobody is held at a barrier that may never open. */
  release(): void {
    if (this.#error === null) return;
    this.#isClosed = true;
    this.#release(this.#error);
  }

  #write(): void {
    const batch = this.#pending;
    this.#inFlight = batch;
    this.#pending = emptyBatch();
    this.#writing = this.#options.journal.append(batch.events, batch.texts).then(
      () => this.#succeeded(batch),
      (error: unknown) => this.#failed(batch, error),
    );
  }

  #succeeded({ events, barriers, callers }: Batch): void {
    const wasStalled = this.#error !== null;
    this.#inFlight = null;
    this.#failures = 0;
    this.#error = null;
    this.#options.onDurable(events);
    for (const caller of callers) caller.resolve();
    for (const barrier of barriers) barrier(true);
    if (wasStalled) this.#options.onRecovered();
    this.flush();
  }

  #failed(batch: Batch, error: unknown): void {
    this.#inFlight = null;
    this.#pending = joined(batch, this.#pending);
    this.#failures += 1;
    if (this.#failures === 1 && !this.#isClosed) return this.#write();
    const isNews = this.#error === null;
    this.#error = error;
    const { callers } = this.#pending;
    this.#pending.callers = [];
    for (const caller of callers) caller.reject(error);
    if (isNews) this.#options.onStalled(error);
    if (!this.#isClosed) this.#retryLater();
  }

  #retryLater(): void {
    const { clock } = this.#options;
    const delayMs = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(this.#failures - 2, 10));
    this.#cancelRetry = clock.wakeAt(clock.now() + delayMs, () => {
      if (this.#pending.events.length > 0) this.#write();
      else this.#succeeded(emptyBatch());
    });
  }

  #release(error: unknown): void {
    const { barriers, callers } = this.#pending;
    this.#pending.barriers = [];
    this.#pending.callers = [];
    for (const caller of callers) caller.reject(error);
    for (const barrier of barriers) barrier(false);
  }
}

function emptyBatch(): Batch {
  return { events: [], texts: [], barriers: [], callers: [] };
}

function joined(first: Batch, second: Batch): Batch {
  return {
    events: [...first.events, ...second.events],
    texts: [...first.texts, ...second.texts],
    barriers: [...first.barriers, ...second.barriers],
    callers: [...first.callers, ...second.callers],
  };
}
