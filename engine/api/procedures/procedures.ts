// What every procedure begins with: the guard, then the parser of its input.
import { implement, ORPCError } from '@orpc/server';
import { contract } from '../contract/contract.ts';
import { type ApiErrorCode, apiErrors } from '../contract/errors.ts';
import type { ProcedureMeta } from '../contract/procedure.ts';
import type { CallContext } from './context.ts';
import { refusal } from './refusals.ts';

// Answers are ours and typed; tests hold them against the schemas, so that a large run is not walked again for each reader.
const base = implement(contract, { initialOutputValidationIndex: Number.NaN }).$context<CallContext>();

export const procedures = base.use(async ({ context, next, procedure }) => {
  checkCaller(procedure['~orpc'].meta, context);
  try {
    return await next();
  } catch (thrown) {
    throw isBadInput(thrown) ? invalidRequest(thrown.data.issues) : thrown;
  }
});

/** The guard. Throws what the caller is told. */
export function checkCaller({ access }: ProcedureMeta, { caller }: CallContext): void {
  if (access !== 'token' || caller === null) throw refusal('unauthorized', apiErrors.unauthorized.message);
}

type Issue = { readonly message: string; readonly path?: readonly unknown[] | undefined };

function isBadInput(thrown: unknown): thrown is ORPCError<'BAD_REQUEST', { readonly issues: readonly Issue[] }> {
  return thrown instanceof ORPCError && thrown.code === 'BAD_REQUEST';
}

export function invalidRequest(issues: readonly Issue[]): ORPCError<ApiErrorCode, unknown> {
  const found = issues.map(({ path = [], message }) => ({
    path: path.map((step) => (typeof step === 'number' ? step : String(step))),
    message,
  }));
  const text = found.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ');
  return new ORPCError('invalid_request', { status: apiErrors.invalid_request.status, message: text, data: { issues: found } });
}
