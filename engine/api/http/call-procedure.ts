// Calls a procedure as its router would: the guard, the parser, the handler. A call over HTTP has no use for the spans, interceptors and
// contexts of contexts that a router goes through, and they cost as much as starting a run does.
import { validateORPCError } from '@orpc/contract';
import { type AnyProcedure, ORPCError } from '@orpc/server';
import type { ProcedureMeta } from '../contract/procedure.ts';
import type { CallContext } from '../procedures/context.ts';
import { checkCaller, invalidRequest } from '../procedures/procedures.ts';

/** Errors of the contract are thrown as `ORPCError`. */
export type Call = (input: unknown, options: { readonly context: CallContext; readonly lastEventId?: string }) => Promise<unknown>;

export function callOf(procedure: AnyProcedure, path: readonly string[]): Call {
  const { meta, inputSchema, handler, errorMap } = procedure['~orpc'];
  if (!inputSchema) throw new Error(`Broken invariant: ${path.join('.')} has no parser`);
  return async (input, { context, lastEventId }) => {
    try {
      checkCaller(meta as ProcedureMeta, context);
      const parsed = await inputSchema['~standard'].validate(input);
      if (parsed.issues) throw invalidRequest(parsed.issues as Parameters<typeof invalidRequest>[0]);
      return await handler({ context, input: parsed.value, path, procedure, lastEventId, errors: {} });
    } catch (thrown) {
      // Marks the errors that the contract names for this procedure.
      throw thrown instanceof ORPCError ? await validateORPCError(errorMap, thrown) : thrown;
    }
  };
}
