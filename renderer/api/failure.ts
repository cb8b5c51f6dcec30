import { ORPCError } from '@orpc/client';
import { type Failure, transientFailure, userFailure } from '../../engine/workflow/failure.ts';

/** What a call threw, as a failure: expected ones keep their code; a server that is not there is one that may come back. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof ORPCError) return userFailure(String(thrown.code), thrown.message);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return transientFailure('not_connected', `The engine does not answer (${message}). Nothing was changed; try again when it is back.`);
}
