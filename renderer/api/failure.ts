import { ORPCError } from '@orpc/client';
import { type Failure, failureFromThrown, transientFailure, userFailure } from '../../engine/workflow/failure.ts';

/** What a call threw, as a failure: expected ones keep their code; a server that is not there may come back; a mistake of ours is called so. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof ORPCError) return userFailure(String(thrown.code), thrown.message);
  if (isMistake(thrown)) return failureFromThrown(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return transientFailure('not_connected', `The engine does not answer (${message}). Nothing was changed; try again when it is back.`);
}

/** Browsers tell a lost connection by a TypeError too; its words differ from one to the next. */
function isMistake(thrown: unknown): boolean {
  return thrown instanceof TypeError && !/fetch|network|load failed/i.test(thrown.message);
}
