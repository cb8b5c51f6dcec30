import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CliError } from './cli-error.ts';
import { exitCode } from './exit-code.ts';

/**
 * Makes the data directory and the folders above it, each by itself: where a file system refuses in an unusual way (`/proc`), Node's
 * recursive form never comes back.
 */
export async function makeDataDirectory(folder: string): Promise<void> {
  const missing: string[] = [];
  for (let at = folder; (await kindOf(at)) === 'missing' && dirname(at) !== at; at = dirname(at)) missing.unshift(at);
  if ((await kindOf(missing[0] === undefined ? folder : dirname(missing[0]))) === 'file') throw refused(folder, 'a file is in its place');
  try {
    for (const each of missing) await mkdir(each, { mode: 0o700 });
  } catch (thrown) {
    // Somebody else may have made it meanwhile.
    if ((await kindOf(folder)) !== 'folder') throw refused(folder, reasonOf(thrown));
  }
}

async function kindOf(path: string): Promise<'folder' | 'file' | 'missing'> {
  return await stat(path).then(
    (stats) => (stats.isDirectory() ? 'folder' : 'file'),
    () => 'missing',
  );
}

function refused(folder: string, reason: string): CliError {
  return new CliError(`The data directory ${folder} cannot be made: ${reason}. Choose another one with --data-dir.`, exitCode.cannotStart);
}

function reasonOf(thrown: unknown): string {
  const code = (thrown as NodeJS.ErrnoException).code ?? '';
  const known = new Map([
    ['EACCES', 'this user may not write there'],
    ['EPERM', 'this user may not write there'],
    ['EROFS', 'that file system is read-only'],
    ['ENOSPC', 'no space is left'],
    ['ENOENT', 'that file system makes no folders there'],
    ['ENOTDIR', 'a file is in its place'],
  ]);
  return known.get(code) ?? (thrown instanceof Error ? thrown.message : String(thrown));
}
