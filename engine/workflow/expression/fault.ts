/** Why an evaluation stopped: `missing` and `failed` may be answered by `default`, `||` and `&&`; `too_costly` ends it in any case. */
export type FaultCode = 'missing' | 'failed' | 'too_costly';

type Position = { readonly start: number; readonly end: number };

/** An expected failure on its way out of an evaluation; `evaluate.ts` turns it into data. */
export class ExpressionFault extends Error {
  readonly code: FaultCode;
  /** Offsets in the source, once known. */
  position: Position | undefined;
  readonly #explain: string | (() => string);

  /** The explanation continues a sentence. As a function it is made only when somebody reads it: most faults in a loop are answered. */
  constructor(code: FaultCode, explain: string | (() => string), position?: Position) {
    super(code);
    this.name = 'ExpressionFault';
    this.code = code;
    this.position = position;
    this.#explain = explain;
  }

  get explanation(): string {
    return typeof this.#explain === 'string' ? this.#explain : this.#explain();
  }
}

/** Adds the position to a fault that has none; anything else that was thrown stays as it is. */
export function locate(thrown: unknown, { start, end }: Position): unknown {
  if (thrown instanceof ExpressionFault) thrown.position ??= { start, end };
  return thrown;
}

/** What answering a fault costs: it was thrown, and made a stack trace. */
export const answeredFaultCost = 300;

/** A fault of the values, not of the budget: one that `default`, `||` and `&&` may answer. */
export function isRecoverable(thrown: unknown): thrown is ExpressionFault {
  return thrown instanceof ExpressionFault && thrown.code !== 'too_costly';
}
