import type { RunRecord } from '../run/view.ts';
import type { Failure } from '../workflow/failure.ts';
import type { LiveRun } from './live-run.ts';

type Waiter = { readonly resolve: (record: Promise<RunRecord>) => void; readonly reject: (error: Error) => void };

/** Who waits for which run's end to be on disk. */
export class FinishWaiters {
  readonly #waiters = new Map<string, Waiter[]>();

  add(run: string): Promise<RunRecord> {
    return new Promise((resolve, reject) => {
      const waiters = this.#waiters.get(run);
      if (waiters) waiters.push({ resolve, reject });
      else this.#waiters.set(run, [{ resolve, reject }]);
    });
  }

  /** The record is made once, and only when somebody waits. */
  settle(live: LiveRun, record: () => Promise<RunRecord>): void {
    live.isTold = true;
    const waiters = this.#waiters.get(live.id);
    if (!waiters) return;
    this.#waiters.delete(live.id);
    const made = record();
    for (const waiter of waiters) waiter.resolve(made);
  }

  /** The failure, where there is one, is the error's `cause`. */
  reject(run: string, message: string, failure?: Failure): void {
    for (const waiter of this.#waiters.get(run) ?? []) waiter.reject(new Error(message, { cause: failure }));
    this.#waiters.delete(run);
  }

  rejectAll(failure: Failure): void {
    for (const run of [...this.#waiters.keys()]) this.reject(run, failure.message, failure);
  }
}
