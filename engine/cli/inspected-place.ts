// Data directories as they lie there, with no engine in between.
import { stat } from 'node:fs/promises';
import { lockDataDirectory } from '../adapters/data-directory.ts';
import { nodeFiles } from '../adapters/file-system.ts';
import type { CheckPlace } from '../adapters/inspection/check-data.ts';
import { CliError } from './cli-error.ts';
import type { DataDirOptions } from './command.ts';
import { dataDirectory } from './data-directory.ts';
import { exitCode } from './exit-code.ts';

export async function inspectedPlace(options: DataDirOptions): Promise<CheckPlace> {
  const dataDir = dataDirectory(options.dataDir);
  const found = await stat(dataDir).catch(() => null);
  if (!found?.isDirectory()) throw new CliError(`There is no data directory ${dataDir}. Name another one with --data-dir.`);
  return { dataDir, files: nodeFiles, now: Date.now() };
}

/** Nobody else uses the directory meanwhile. */
export async function withLock<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const lock = await lockDataDirectory(dataDir);
  if (!lock.ok) throw new CliError(lock.failure.message, exitCode.cannotStart);
  try {
    return await work();
  } finally {
    await lock.value.release();
  }
}
