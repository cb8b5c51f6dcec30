// How long programs may take to end by themselves travels with the abort.

/** Between TERM and KILL, unless the abort says less. */
const defaultGraceMs = 5000;

/** The reason of an aborted attempt's signal. */
export class AttemptAborted extends Error {
  #graceMs: number;

  constructor(graceMs: number = defaultGraceMs) {
    super('The attempt was ended');
    // As with every other abort: what waits for sockets and timers looks at the name.
    this.name = 'AbortError';
    this.#graceMs = graceMs;
  }

  get graceMs(): number {
    return this.#graceMs;
  }

  /** Somebody does not want to wait so long any more. */
  shorten(graceMs: number): void {
    this.#graceMs = Math.min(this.#graceMs, graceMs);
  }
}

/** As it is now: it may become shorter while a program ends. */
export function graceOf({ reason }: AbortSignal): number {
  return reason instanceof AttemptAborted ? Math.min(reason.graceMs, defaultGraceMs) : defaultGraceMs;
}
