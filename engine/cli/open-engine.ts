// An engine for the time of one command: the one that has the data directory, or one of our own.
import { setTimeout } from 'node:timers/promises';
import { findHolder } from '../adapters/data-directory.ts';
import type { ReadOnlyEngine } from '../host/engine.ts';
import { CliError } from './cli-error.ts';
import { note } from './console.ts';
import { dataDirectory } from './data-directory.ts';
import { exitCode } from './exit-code.ts';
import type { LocalEngine } from './local-engine.ts';
import { makeDataDirectory } from './make-data-directory.ts';
import { type OpenedEngine, openedRuns, type Reader } from './opened-engine.ts';
import { plainText } from './terminal/text.ts';

export type EngineUse = {
  readonly dataDir?: string | undefined;
  readonly slots?: number | undefined;
  /** Says nothing of runs that go on. Damage is always told. */
  readonly isQuiet?: boolean | undefined;
};

/** How often others may come and go between a look at the directory and a start. */
const mostTries = 20;
const pauseMs = 50;

/** Works through the engine that has the data directory; where there is none, starts one, and stops it whatever happens. */
export async function withEngine<T>(use: EngineUse, work: (engine: OpenedEngine) => Promise<T>): Promise<T> {
  const dataDir = dataDirectory(use.dataDir);
  await makeDataDirectory(dataDir);
  let reason = '';
  for (let tries = 0; tries < mostTries; tries += 1) {
    const remote = await connect(dataDir);
    if (remote) {
      noteUnused(remote.engine.owner ?? '', use);
      return await usingAndClosing(remote, work);
    }
    const { startLocalEngine } = await import('./local-engine.ts');
    const local = await startLocalEngine(dataDir, use.slots);
    if (local.ok) {
      tellStart(local.value, use);
      return await usingAndClosing(local.value, work);
    }
    reason = local.failure.message;
    if (local.failure.code !== 'data_directory_in_use') break;
    await setTimeout(pauseMs);
  }
  throw new CliError(`The engine cannot start in ${dataDir}: ${reason}`, exitCode.cannotStart);
}

/** What counts for an engine of this process alone. */
function noteUnused(owner: string, { slots, isQuiet }: EngineUse): void {
  if (isQuiet) return;
  if (slots !== undefined) note(`warning: --slots is not used, because ${owner} has this data directory`);
  const secrets = Object.keys(process.env).filter((name) => name.startsWith('MILLRACE_SECRET_'));
  if (secrets.length > 0) note(`warning: ${secrets.join(', ')} of this command is not used, because ${owner} has this data directory`);
}

function tellStart({ report }: LocalEngine, { isQuiet }: EngineUse): void {
  for (const warning of report.warnings) note(`warning: ${plainText(warning)}`);
  if (!isQuiet) for (const run of report.recovered) note(`Run ${run.id} of ${run.workflow} goes on.`);
}

type Opened = { readonly engine: OpenedEngine; readonly close: () => Promise<void> };

async function usingAndClosing<T>({ engine, close }: Opened, work: (engine: OpenedEngine) => Promise<T>): Promise<T> {
  try {
    return await work(engine);
  } finally {
    await close();
  }
}

/** Null when nobody has the directory. The API is loaded only when somebody has. */
async function connect(dataDir: string): Promise<Opened | null> {
  const found = await findHolder(dataDir);
  if (!found) return null;
  const [{ connectToOwner }, { remoteEngine }] = await Promise.all([import('../api/client.ts'), import('./remote-engine.ts')]);
  const client = await connectToOwner(dataDir, found);
  if (client === null) return null;
  if (!client.ok) throw new CliError(client.failure.message, exitCode.cannotStart);
  return { engine: remoteEngine(client.value), close: client.value.close };
}

/** Reads through the engine that has the data directory; where there is none, or none that answers, reads its files. */
export async function withReader<T>(use: Pick<EngineUse, 'dataDir'>, work: (reader: Reader) => Promise<T>): Promise<T> {
  const remote = await connect(dataDirectory(use.dataDir)).catch((thrown: unknown) => {
    if (thrown instanceof CliError) return null;
    throw thrown;
  });
  if (remote) return await usingAndClosing(remote, work);
  return await withFiles(use, (files) => work({ ...files, runs: openedRuns(files.runs) }));
}

/** Reads the files of an engine that may be running in another process. */
export async function withFiles<T>(use: Pick<EngineUse, 'dataDir'>, work: (files: ReadOnlyEngine) => Promise<T>): Promise<T> {
  const { openReadOnly } = await import('../host/engine.ts');
  const files = await openReadOnly({ dataDir: dataDirectory(use.dataDir) });
  try {
    return await work(files);
  } finally {
    await files.close();
  }
}
