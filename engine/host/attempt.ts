import type { SlotRequest } from '../run/dispatch.ts';

/** An attempt under way. Signals and promises are made when somebody asks for them: most attempts are over before. */
export class Attempt {
  readonly request: SlotRequest;
  #controller: AbortController | null = null;
  #isAborted = false;
  #isEnded = false;
  #onEnd: (() => void)[] = [];

  constructor(request: SlotRequest) {
    this.request = request;
  }

  get isAborted(): boolean {
    return this.#isAborted;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#isAborted) this.#controller.abort();
    return this.#controller.signal;
  }

  abort(): void {
    this.#isAborted = true;
    this.#controller?.abort();
  }

  end(): void {
    this.#isEnded = true;
    for (const done of this.#onEnd) done();
  }

  /** Resolves when nothing of it runs any more. */
  ended(): Promise<void> {
    return this.#isEnded ? Promise.resolve() : new Promise((resolve) => this.#onEnd.push(resolve));
  }
}
