// The engine in the main process, on the same data directory as the command line.

import { createApi } from '../engine/api/create-api.ts';
import { createServerLog } from '../engine/api/http/server-log.ts';
import { createOwnerDoor } from '../engine/api/owner-door.ts';
import type { Api } from '../engine/api/procedures/context.ts';
import { dataDirectory } from '../engine/cli/data-directory.ts';
import { createEngine } from '../engine/host/engine.ts';
import type { Failure } from '../engine/workflow/failure.ts';
import { ok, type Result } from '../engine/workflow/result.ts';
import { version } from '../package.json';
import { optionOf } from './command-line.ts';
import { templatesFolder } from './paths.ts';
import { secretKey } from './secret-key.ts';

export type HostedEngine = { readonly api: Api; readonly stop: () => Promise<void> };

const graceMs = 5000;

/** Failure: another process has the data directory, or it or the key of the secrets cannot be read. */
export async function startHostedEngine(): Promise<Result<HostedEngine, Failure>> {
  const dataDir = dataDirectory(optionOf(process.argv, 'data-dir'));
  const found = await secretKey(dataDir);
  if (!found.ok) return found;
  const key = found.value;
  // The command line beside this application works through it.
  const door = createOwnerDoor(
    dataDir,
    createServerLog((line) => process.stderr.write(`${line}\n`), Date.now),
  );
  const env = key === null ? process.env : { ...process.env, MILLRACE_SECRET_KEY: key };
  const engine = createEngine({ dataDir, env, door: door.handle });
  const started = await engine.start();
  if (!started.ok) return started;
  const api = createApi(engine, { version, dataDir, pid: process.pid, startedAt: Date.now() }, templatesFolder);
  door.open(api);
  const stop = async () => {
    api.feed.close('the application ends');
    await engine.stop({ graceMs });
  };
  return ok({ api, stop });
}
