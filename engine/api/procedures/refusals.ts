// Expected failures of the engine, as the errors that the contract names.
import { ORPCError } from '@orpc/server';
import type { Failure } from '../../workflow/failure.ts';
import type { Problem } from '../../workflow/problem.ts';
import type { Result } from '../../workflow/result.ts';
import { type ApiErrorCode, apiErrors } from '../contract/errors.ts';

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

const unavailable: ReadonlySet<string> = new Set(['journal_failed', 'engine_stopped', 'engine_not_started', 'not_recorded']);

function codeOf({ code, kind }: Failure): ApiErrorCode {
  if (code === 'bad_secret_name' || code === 'bad_workflow_id') return 'bad_name';
  if (Object.hasOwn(apiErrors, code)) return code as ApiErrorCode;
  return unavailable.has(code) || kind !== 'user' ? 'engine_unavailable' : 'refused';
}
