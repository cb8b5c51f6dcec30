/** A time to end in, which may become shorter while somebody waits. */
export class Grace {
  #timers: NodeJS.Timeout[] = [];
  #end: () => void = () => undefined;
  readonly #over = new Promise<void>((resolve) => {
    this.#end = resolve;
  });

  constructor(ms: number) {
    this.shorten(ms);
  }

  /** It ends `ms` from now, unless it ends before. */
  shorten(ms: number): void {
    this.#timers.push(setTimeout(() => this.#end(), ms));
  }

  /** Work that does not end in time is left behind. */
  async within(work: Promise<void>): Promise<void> {
    await Promise.race([work, this.#over]);
    for (const timer of this.#timers) clearTimeout(timer);
  }
}
