// The `Scripts` port: QuickJS in worker threads. The limits inside of a thread are the first line; ending the thread is what counts.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ScriptRequest, ScriptResult, Scripts } from '../ports.ts';
import { ScriptThread } from './script-thread.ts';

/** A thread is replaced after this many scripts, whatever state it seems to be in. */
const runsPerThread = 100;
/** How many threads wait for the next script. */
const maxIdleThreads = 2;

export type ScriptSandboxOptions = {
  /** Absolute path of script-worker.mjs, or of its bundle. By default the file beside this one. */
  readonly workerPath?: string;
  /** How many scripts run at once; the others wait, which does not count as their time. */
  readonly maxThreads?: number;
};

export type ScriptSandbox = Scripts & {
  /** Ends all threads; scripts that run are aborted. */
  readonly close: () => Promise<void>;
};

export function createScriptSandbox(options: ScriptSandboxOptions = {}): ScriptSandbox {
  const path = options.workerPath ?? outsideOfArchive(fileURLToPath(new URL('./script-worker.mjs', import.meta.url)));
  const pool = new ThreadPool(path, options.maxThreads ?? Math.max(2, availableParallelism()));
  return { run: (request) => pool.run(request), close: () => pool.close() };
}

/** The packaged desktop app is one archive, and has the worker beside it: no thread can be started from within. */
function outsideOfArchive(path: string): string {
  return path.replace(/([\\/]app\.asar)([\\/])/, '$1.unpacked$2');
}

class ThreadPool {
  readonly #path: string;
  readonly #maxThreads: number;
  readonly #idle: ScriptThread[] = [];
  readonly #busy = new Set<ScriptThread>();
  readonly #waiting: (() => void)[] = [];
  #slotsTaken = 0;
  #isClosed = false;

  constructor(path: string, maxThreads: number) {
    this.#path = path;
    this.#maxThreads = maxThreads;
  }

  async run(request: ScriptRequest): Promise<ScriptResult> {
    if (!(await this.#takeSlot(request.signal)) || this.#isClosed) return { type: 'aborted' };
    const thread = this.#idle.pop() ?? new ScriptThread(this.#path);
    this.#busy.add(thread);
    try {
      return await thread.run(request);
    } finally {
      this.#busy.delete(thread);
      await this.#putBack(thread);
      this.#freeSlot();
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const wake of this.#waiting.splice(0)) wake();
    await Promise.all([...this.#busy, ...this.#idle.splice(0)].map((thread) => thread.end()));
  }

  async #putBack(thread: ScriptThread): Promise<void> {
    const isWorthKeeping = thread.isClean && thread.runs < runsPerThread && this.#idle.length < maxIdleThreads && !this.#isClosed;
    if (isWorthKeeping) this.#idle.push(thread);
    else await thread.end();
  }

  /** False when it was aborted while it waited. */
  async #takeSlot(signal: AbortSignal): Promise<boolean> {
    while (this.#slotsTaken >= this.#maxThreads && !signal.aborted && !this.#isClosed) await this.#waitForSlot(signal);
    if (signal.aborted) {
      this.#waiting.shift()?.(); // It may have been woken for a slot that it does not take.
      return false;
    }
    this.#slotsTaken += 1;
    return true;
  }

  async #waitForSlot(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      const onAbort = () => {
        const index = this.#waiting.indexOf(wake);
        if (index >= 0) this.#waiting.splice(index, 1);
        wake();
      };
      signal.addEventListener('abort', onAbort);
      this.#waiting.push(wake);
    });
  }

  #freeSlot(): void {
    this.#slotsTaken -= 1;
    this.#waiting.shift()?.();
  }
}
