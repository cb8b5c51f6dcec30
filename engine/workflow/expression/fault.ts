/** Why an evaluation stopped: `missing` and `failed` may be answered by `default`, `||` and `&&`; `too_costly` ends it in any case. */
export type FaultCode = 'missing' | 'failed' | 'too_costly';

/** An expected failure on its way out of an evaluation; `evaluate.ts` turns it into data. The message continues a sentence. */
export class ExpressionFault extends Error {
  readonly code: FaultCode;
  /** Offsets in the source, once known. */
  start: number | undefined;
  end: number | undefined;

  constructor(code: FaultCode, message: string, position?: { readonly start: number; readonly end: number }) {
    super(message);
    this.name = 'ExpressionFault';
    this.code = code;
    this.start = position?.start;
    this.end = position?.end;
  }
}

/** Adds the position to a fault that has none; anything else that was thrown stays as it is. */
export function locate(thrown: unknown, position: { readonly start: number; readonly end: number }): unknown {
  if (thrown instanceof ExpressionFault && thrown.start === undefined) {
    thrown.start = position.start;
    thrown.end = position.end;
  }
  return thrown;
}

/** A fault of the values, not of the budget: one that `default`, `||` and `&&` may answer. */
export function isRecoverable(thrown: unknown): thrown is ExpressionFault {
  return thrown instanceof ExpressionFault && thrown.code !== 'too_costly';
}
