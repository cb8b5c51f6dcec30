// The API at the lock of a data directory: every engine that owns one answers there, so that a command line beside it works through it.
// Nothing of the API is loaded before somebody asks.
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Door } from '../adapters/data-directory.ts';
import { findApiToken } from './api-token.ts';
import { dataHeaders } from './http/answer-headers.ts';
import type { ApiDoor } from './http/http.ts';
import type { ServerLog } from './http/server-log.ts';
import type { Api } from './procedures/context.ts';

export type OwnerDoor = {
  /** For the engine (`EngineOptions.door`). */
  readonly handle: Door;
  /** Requests before this are told to come again. */
  readonly open: (api: Api) => void;
  /** Resolves when no request or stream goes on, and none has for a moment: a command makes one after the other. */
  readonly whenQuiet: () => Promise<void>;
};

const quietMs = 300;

/** Whoever may read the data directory finds the token there; the one from `MILLRACE_TOKEN` is for the network alone. */
export function createOwnerDoor(dataDir: string, log: ServerLog): OwnerDoor {
  let api: Api | null = null;
  let loading: Promise<ApiDoor> | null = null;
  const present = new Set<ServerResponse>();
  let lastLeftAt = -quietMs;
  const load = async () => {
    const token = await findApiToken(dataDir, undefined);
    if (!token.ok) throw new Error(token.failure.message);
    const { createDoor } = await import('./http/http.ts');
    const door = createDoor({ token: token.value.token, log });
    if (api) door.open(api);
    return door;
  };
  const leave = (response: ServerResponse) => {
    present.delete(response);
    lastLeftAt = performance.now();
  };
  return {
    handle: (request, response) => {
      present.add(response);
      response.once('close', () => leave(response));
      loading ??= load();
      loading.then(
        (door) => door.handle(request, response),
        (thrown: unknown) => {
          loading = null;
          log.some('error', 'the API cannot be served', { error: String(thrown) });
          const message = thrown instanceof Error ? thrown.message : String(thrown);
          response.writeHead(500, { ...dataHeaders, 'content-type': 'application/json', connection: 'close' });
          response.end(JSON.stringify({ defined: false, code: 'internal_error', status: 500, message }));
        },
      );
    },
    open: (opened) => {
      api = opened;
      loading?.then(
        (door) => door.open(opened),
        () => undefined,
      );
    },
    whenQuiet: async () => {
      while (present.size > 0 || performance.now() - lastLeftAt < quietMs) {
        const [next] = present;
        await (next ? once(next, 'close') : setTimeout(quietMs));
      }
    },
  };
}
