import { oc } from '@orpc/contract';

/** `token`: only who shows the token, or is this very application, may call it. No procedure is open to everybody. */
export type ProcedureMeta = {
  readonly access: 'token';
  /** Field of the input that HTTP takes from a header: `{ "idempotency-key": "idempotencyKey" }`. */
  readonly headers?: { readonly [header: string]: string };
  /** Field of the output that HTTP shows as `ETag`, too. */
  readonly etag?: string;
};

/** What every procedure of the contract begins with. */
export const procedure = oc.$meta<ProcedureMeta>({ access: 'token' });
