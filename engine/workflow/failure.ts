import type { JsonObject } from './json.ts';

/**
 * What went wrong, as plain data: it is saved, sent and shown.
 * `kind` decides who acts: `user` is shown, `transient` may be retried, `bug` is reported.
 * `code` is a stable snake_case word that `retry.on.codes` can name; `details` holds what a machine reads (`exitCode`, `httpStatus`, …).
 */
export type Failure = {
  readonly kind: 'user' | 'transient' | 'bug';
  readonly code: string;
  readonly message: string;
  readonly details?: JsonObject;
  readonly cause?: Failure;
};

export function userFailure(code: string, message: string, details?: JsonObject): Failure {
  return { kind: 'user', code, message, ...(details ? { details } : {}) };
}

export function transientFailure(code: string, message: string, details?: JsonObject): Failure {
  return { kind: 'transient', code, message, ...(details ? { details } : {}) };
}

/** Turns whatever was thrown into a failure of kind `bug`; the stack stays out of it, because failures are shown and saved. */
export function failureFromThrown(thrown: unknown): Failure {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { kind: 'bug', code: 'unexpected_error', message };
}
