// Does the engine's own work in slices, so that a run of any size leaves room for sockets, disks and people.

/** Long enough to be worth it, short enough that nobody notices. */
const sliceMs = 8;

export type WorkLoopOptions = {
  /** Does one small thing; false when there is nothing to do. */
  readonly step: () => boolean;
  /** After each slice: what the steps recorded goes on its way. */
  readonly afterSlice: () => void;
  /** A step threw: a bug in Millrace, which must not take the process with it unsaid. */
  readonly onBug: (thrown: unknown) => void;
};

export class WorkLoop {
  readonly #options: WorkLoopOptions;
  #isScheduled = false;
  #isStopped = false;

  constructor(options: WorkLoopOptions) {
    this.#options = options;
  }

  /** There is something to do. */
  wake(): void {
    if (this.#isScheduled || this.#isStopped) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      if (!this.#isStopped) this.#slice();
    });
  }

  stop(): void {
    this.#isStopped = true;
  }

  #slice(): void {
    const end = performance.now() + sliceMs;
    try {
      while (this.#options.step()) {
        if (performance.now() < end) continue;
        this.wake();
        break;
      }
    } catch (thrown) {
      this.stop();
      this.#options.onBug(thrown);
    } finally {
      this.#options.afterSlice();
    }
  }
}
