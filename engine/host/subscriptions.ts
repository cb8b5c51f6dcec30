import type { RunMessage } from './engine.ts';

type Listener = (message: RunMessage) => void;

/** Who listens to which run; `*` listens to all. A listener that throws is reported as a warning of the process and disturbs nobody. */
export class Subscriptions {
  readonly #byRun = new Map<string, Set<Listener>>();

  add(run: string, listener: Listener): () => void {
    const listeners = this.#byRun.get(run) ?? new Set();
    listeners.add(listener);
    this.#byRun.set(run, listeners);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#byRun.get(run) === listeners) this.#byRun.delete(run);
    };
  }

  publish(run: string, message: RunMessage): void {
    if (this.#byRun.size === 0) return;
    for (const key of [run, '*']) {
      for (const listener of this.#byRun.get(key) ?? []) notify(listener, message);
    }
  }
}

function notify(listener: Listener, message: RunMessage): void {
  try {
    listener(message);
  } catch (thrown) {
    process.emitWarning(thrown instanceof Error ? thrown : String(thrown));
  }
}
