// The API of an engine in another process of this machine, through the lock of its data directory.
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { createORPCClient, ORPCError } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { Agent, fetch } from 'undici';
import { type FoundHolder, type Holder, holderText } from '../adapters/data-directory-holder.ts';
import { type Failure, userFailure } from '../workflow/failure.ts';
import type { Problem } from '../workflow/problem.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import { tokenFile } from './api-token.ts';
import { contract } from './contract/contract.ts';
import { apiPrefix } from './http/api-prefix.ts';

export type Procedures = ContractRouterClient<typeof contract>;

export type OwnerClient = {
  readonly procedures: Procedures;
  readonly owner: Holder;
  readonly close: () => Promise<void>;
};

/** For an engine that is just starting. */
const patienceMs = 5000;
const pauseMs = 50;

/**
 * Null when it has ended meanwhile. Fails with `data_directory_in_use` when it does not answer within a few seconds, or offers no API.
 * Closes `found` in the end.
 */
export async function connectToOwner(dataDir: string, found: FoundHolder): Promise<Result<OwnerClient, Failure> | null> {
  const { holder: owner } = found;
  const agent = new Agent({ connect: { socketPath: found.address }, bodyTimeout: 0, headersTimeout: 0 });
  const close = async () => {
    await agent.destroy();
    await found.close();
  };
  const procedures = createProcedures(dataDir, agent);
  const reached = owner.isAnswering ? await reach(procedures) : 'Go on with it, or stop it';
  if (reached === null) return ok({ procedures, owner, close });
  await close();
  if (reached === 'gone') return null;
  return err(userFailure('data_directory_in_use', `${dataDir} is in use by ${holderText(owner)}. ${reached}`));
}

function createProcedures(dataDir: string, agent: Agent): Procedures {
  const link = new OpenAPILink(contract, {
    url: `http://localhost${apiPrefix}`,
    // The owner makes the token when it is first asked, so it is read anew every time.
    headers: async () => ({ authorization: `Bearer ${(await readFile(tokenFile(dataDir), 'utf8').catch(() => '-')).trim()}` }),
    fetch: async (request) => {
      const body = request.body === null ? null : new Uint8Array(await request.arrayBuffer());
      const { method, signal } = request;
      const answer = await fetch(request.url, { method, body, signal, headers: [...request.headers], dispatcher: agent });
      return answer as unknown as Response;
    },
  });
  return createORPCClient(link);
}

/** Null when it answers; `gone` when it has ended meanwhile; otherwise what is to be done. */
async function reach({ system }: Procedures): Promise<string | null> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await asResult(() => system.get({}, { signal: AbortSignal.timeout(patienceMs) }));
    if (answer.ok) return null;
    const { code, message } = answer.failure;
    if (code === 'engine_gone') return 'gone';
    const mayPass = code === 'engine_unavailable' || code === 'unauthorized';
    if (!mayPass || Date.now() > deadline) return `It does not let this command in: ${message}. Stop it, or wait for it to end`;
    await setTimeout(pauseMs);
  }
}

export type RemoteFailure = Failure & { readonly problems?: readonly Problem[] };

/** Fails with the code and message of the API, or with `engine_gone` when the owner has ended. */
export async function asResult<T>(call: () => Promise<T>): Promise<Result<T, RemoteFailure>> {
  try {
    return ok(await call());
  } catch (thrown) {
    return err(failureOf(thrown));
  }
}

function failureOf(thrown: unknown): RemoteFailure {
  if (thrown instanceof ORPCError) {
    const { problems } = (thrown.data ?? {}) as { readonly problems?: readonly Problem[] };
    return { ...userFailure(thrown.code, thrown.message), ...(problems ? { problems } : {}) };
  }
  if (thrown instanceof Error && thrown.name === 'TimeoutError') return userFailure('no_answer', 'It does not answer');
  if (isLost(thrown)) return userFailure('engine_gone', 'The engine that has the data directory was stopped meanwhile');
  throw thrown;
}

/** The connection broke or was refused. */
function isLost(thrown: unknown): boolean {
  const codes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'UND_ERR_SOCKET']);
  for (let at = thrown; at instanceof Error; at = at.cause) if (codes.has(String((at as NodeJS.ErrnoException).code))) return true;
  return thrown instanceof TypeError && thrown.message === 'terminated';
}
