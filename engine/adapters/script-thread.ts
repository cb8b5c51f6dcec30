import { Worker } from 'node:worker_threads';
import type { LogLevel, ScriptRequest, ScriptResult } from '../ports.ts';

/** How long a thread may take to start, and to answer once the time of its script is over. */
const startMs = 30_000;
const overrunMs = 500;

type End = Exclude<ScriptResult, { readonly type: 'returned' | 'aborted' }> | { readonly type: 'returned'; readonly text: string };

type Message =
  | { readonly type: 'started' }
  | { readonly type: 'log'; readonly level: LogLevel; readonly text: string }
  | { readonly type: 'ended'; readonly end: End };

/** One worker thread that runs one script after the other. It knows nothing of the engine: no environment, no arguments. */
export class ScriptThread {
  readonly #worker: Worker;
  #runs = 0;
  #isClean = true;
  #isEnding = false;

  constructor(path: string) {
    this.#worker = new Worker(path, {
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      // The stack of the thread has to hold what QuickJS nests within its own limit, several times over.
      resourceLimits: { stackSizeMb: 32, maxOldGenerationSizeMb: 1024 },
    });
    // Emscripten writes there when it breaks down; unread it would pile up.
    this.#worker.stdout.resume();
    this.#worker.stderr.resume();
    this.#worker.on('error', () => undefined);
    this.#worker.unref();
  }

  get runs(): number {
    return this.#runs;
  }

  /** Whether every script so far has come to an end by itself, within its limits. */
  get isClean(): boolean {
    return this.#isClean;
  }

  /** A script that runs is aborted. */
  async end(): Promise<void> {
    this.#isClean = false;
    this.#isEnding = true;
    await this.#worker.terminate();
  }

  async run(request: ScriptRequest): Promise<ScriptResult> {
    this.#runs += 1;
    this.#worker.ref();
    const result = await this.#ask(request);
    this.#worker.unref();
    this.#isClean &&= result.type === 'returned' || result.type === 'threw' || result.type === 'not_json';
    if (!this.#isClean) await this.end();
    return result;
  }

  #ask(request: ScriptRequest): Promise<ScriptResult> {
    const worker = this.#worker;
    return new Promise((resolve) => {
      let timer = setTimeout(() => finish(broken('The sandbox did not start.')), startMs);
      const onMessage = (message: Message) => {
        if (message.type === 'log') request.onLog(message.level, message.text);
        else if (message.type === 'ended') finish(readEnd(message.end));
        else {
          clearTimeout(timer);
          timer = setTimeout(() => finish({ type: 'limit', limit: 'time' }), request.timeoutMs + overrunMs);
        }
      };
      const onError = (error: Error) => {
        const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        finish(isMemory ? { type: 'limit', limit: 'memory' } : broken(`The sandbox broke down: ${error.message}`));
      };
      const onExit = () => finish(this.#isEnding ? { type: 'aborted' } : broken('The sandbox was ended from outside.'));
      const onAbort = () => finish({ type: 'aborted' });
      const finish = (result: ScriptResult) => {
        clearTimeout(timer);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        request.signal.removeEventListener('abort', onAbort);
        resolve(result);
      };
      const broken = (message: string): ScriptResult => {
        this.#isClean = false;
        return { type: 'threw', message };
      };
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      request.signal.addEventListener('abort', onAbort);
      if (request.signal.aborted) return onAbort();
      const { code, memoryBytes, stackBytes, timeoutMs } = request;
      worker.postMessage({ code, inputText: JSON.stringify(request.input), memoryBytes, stackBytes, timeoutMs });
    });
  }
}

/** The text comes from a sandbox whose script may have changed what writes it: it is parsed, never trusted. */
function readEnd(end: End): ScriptResult {
  if (end.type !== 'returned') return end;
  try {
    return { type: 'returned', value: JSON.parse(end.text) };
  } catch {
    return { type: 'not_json', message: 'The result is no JSON.' };
  }
}
