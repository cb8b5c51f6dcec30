// An engine for the time of one command.
import { createEngine, type Engine, openReadOnly, type ReadOnlyEngine } from '../host/engine.ts';
import type { Failure } from '../workflow/failure.ts';
import { CliError } from './cli-error.ts';
import { note } from './console.ts';
import { dataDirectory } from './data-directory.ts';
import { exitCode } from './exit-code.ts';
import { makeDataDirectory } from './make-data-directory.ts';
import { plainText } from './terminal/text.ts';

export type EngineUse = {
  readonly dataDir?: string | undefined;
  readonly slots?: number | undefined;
  /** Says nothing of runs that go on. Damage is always told. */
  readonly isQuiet?: boolean | undefined;
};

/** Starts an engine, uses it, and stops it whatever happens: what is unfinished goes on at the next start. */
export async function withEngine<T>(use: EngineUse, work: (engine: Engine) => Promise<T>): Promise<T> {
  const dataDir = dataDirectory(use.dataDir);
  await makeDataDirectory(dataDir);
  const engine = createEngine({ dataDir, ...(use.slots === undefined ? {} : { slots: use.slots }) });
  const started = await engine.start();
  if (!started.ok) throw cannotStart(started.failure, dataDir);
  try {
    for (const warning of started.value.warnings) note(`warning: ${plainText(warning)}`);
    if (!use.isQuiet) for (const run of started.value.recovered) note(`Run ${run.id} of ${run.workflow} goes on.`);
    return await work(engine);
  } finally {
    await engine.stop();
  }
}

/** Reads the files of an engine that may be running in another process. */
export async function withFiles<T>(use: Pick<EngineUse, 'dataDir'>, work: (files: ReadOnlyEngine) => Promise<T>): Promise<T> {
  const files = await openReadOnly({ dataDir: dataDirectory(use.dataDir) });
  try {
    return await work(files);
  } finally {
    await files.close();
  }
}

function cannotStart(failure: Failure, dataDir: string): CliError {
  return new CliError(`The engine cannot start in ${dataDir}: ${failure.message}`, exitCode.cannotStart);
}

/** What an engine refuses, as the end of a command. */
export function refusal(failure: Failure): CliError {
  const isOurs = failure.code === 'journal_failed' || failure.code === 'engine_stopped';
  return new CliError(failure.message, isOurs ? exitCode.cannotStart : exitCode.badInput);
}
