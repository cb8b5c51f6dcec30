// Expected failures of the engine, as the errors that the contract names.
import { ORPCError } from '@orpc/server';
import type { Engine } from '../host/engine.ts';
import type { Failure } from '../workflow/failure.ts';
import type { Problem } from '../workflow/problem.ts';
import type { Result } from '../workflow/result.ts';
import { type ApiErrorCode, apiErrors } from './api-errors.ts';

type Refused = Failure & { readonly problems?: readonly Problem[] };

export function refusal(code: ApiErrorCode, message: string, data?: { readonly problems: readonly Problem[] }): ORPCError<string, unknown> {
  return new ORPCError(code, { status: apiErrors[code].status, message, data });
}

/** The value, or the error that tells why there is none. */
export function granted<T>(result: Result<T, Refused>): T {
  if (result.ok) return result.value;
  const { message, problems } = result.failure;
  throw refusal(codeOf(result.failure), message, problems && { problems });
}

/** What was read of a run, once it is on disk: nobody is shown what a crash could undo. */
export async function onDisk<T>(engine: Pick<Engine, 'whenDurable'>, run: string, read: T): Promise<T> {
  if (await engine.whenDurable(run)) return read;
  throw refusal('engine_unavailable', `The journal cannot be written, so that what is known of run ${run} may not last`);
}

const unavailable: ReadonlySet<string> = new Set(['journal_failed', 'engine_stopped', 'engine_not_started', 'not_recorded']);

function codeOf({ code, kind }: Failure): ApiErrorCode {
  if (Object.hasOwn(apiErrors, code)) return code as ApiErrorCode;
  return unavailable.has(code) || kind !== 'user' ? 'engine_unavailable' : 'refused';
}
