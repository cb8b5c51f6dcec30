// What happened goes to the journal in batches; whoever must wait for the disk waits here.
import type { Journal } from '../adapters/journal.ts';
import type { RunEvent } from '../run/event.ts';

export type OutboxOptions = {
  readonly journal: Journal;
  /** These are on disk now. */
  readonly onDurable: (events: readonly RunEvent[]) => void;
  /** The journal takes nothing any more. Called once. */
  readonly onError: (error: unknown) => void;
};

type Waiter = { readonly resolve: () => void; readonly reject: (error: unknown) => void };

export class Outbox {
  readonly #options: OutboxOptions;
  #events: RunEvent[] = [];
  #waiters: Waiter[] = [];
  #last: Promise<void> = Promise.resolve();
  #error: unknown = null;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  add(event: RunEvent): void {
    this.#events.push(event);
  }

  /** Calls back when everything added so far is on disk, or will never be. */
  whenDurable(callback: (isDurable: boolean) => void): void {
    const resolve = () => callback(true);
    const reject = () => callback(false);
    if (this.#events.length > 0) this.#waiters.push({ resolve, reject });
    else this.#last.then(resolve, reject);
  }

  /** Resolves when everything added so far is on disk. */
  durable(): Promise<void> {
    if (this.#error !== null) return Promise.reject(this.#error);
    if (this.#events.length === 0) return this.#last;
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject }));
  }

  flush(): void {
    if (this.#events.length === 0) return;
    const events = this.#events;
    const waiters = this.#waiters;
    this.#events = [];
    this.#waiters = [];
    if (this.#error !== null) return rejectAll(waiters, this.#error);
    this.#last = this.#options.journal.append(events).then(
      () => {
        this.#options.onDurable(events);
        for (const waiter of waiters) waiter.resolve();
      },
      (error: unknown) => {
        this.#fail(error);
        rejectAll(waiters, error);
        throw error;
      },
    );
    this.#last.catch(() => undefined);
  }

  #fail(error: unknown): void {
    if (this.#error !== null) return;
    this.#error = error;
    this.#options.onError(error);
  }
}

function rejectAll(waiters: readonly Waiter[], error: unknown): void {
  for (const waiter of waiters) waiter.reject(error);
}
