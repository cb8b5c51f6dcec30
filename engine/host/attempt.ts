import type { SlotRequest } from '../run/dispatch.ts';
import { AttemptAborted } from '../tasks/processes/abort-grace.ts';

/** An attempt under way. Signals and promises are made when somebody asks for them: most attempts are over before. */
export class Attempt {
  readonly request: SlotRequest;
  #controller: AbortController | null = null;
  #aborted: AttemptAborted | null = null;
  #isEnded = false;
  #onEnd: (() => void)[] = [];

  constructor(request: SlotRequest) {
    this.request = request;
  }

  get isAborted(): boolean {
    return this.#aborted !== null;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#aborted) this.#controller.abort(this.#aborted);
    return this.#controller.signal;
  }

  /** Programs it has started get `graceMs` to end by themselves; a second call may shorten that. */
  abort(graceMs?: number): void {
    if (graceMs !== undefined) this.#aborted?.shorten(graceMs);
    this.#aborted ??= new AttemptAborted(graceMs);
    this.#controller?.abort(this.#aborted);
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
