// Paths of entries that are removed or renamed: the entry itself counts, also when it is a link.
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Files } from '../../ports.ts';
import { userFailure } from '../../workflow/failure.ts';
import { TaskFailure } from '../execution.ts';
import { statIfThere } from './atomic-file.ts';

/**
 * The absolute path of an entry whose folder is resolved and allowed, while the entry itself is not followed: a link that leads outside can
 * be removed. Refuses the allowed folders themselves (their parent is outside) and everything that holds the workflow's folder.
 */
export async function resolveEntry(files: Files, path: string): Promise<string> {
  const absolute = resolve(files.folder, path);
  if (holds(absolute, resolve(files.folder))) throw ownFolderFailure(path);
  const entry = join(await files.resolve(dirname(absolute), 'write'), basename(absolute));
  if (!(await isLink(entry))) await files.resolve(path, 'write'); // Refuses what no path may look like.
  if (holds(entry, await realpath(files.folder))) throw ownFolderFailure(path);
  return entry;
}

async function isLink(entry: string): Promise<boolean> {
  return (await statIfThere(entry))?.isSymbolicLink() ?? false;
}

/** Whether `inner` is `outer` or lies below it. Both absolute. */
export function holds(outer: string, inner: string): boolean {
  const way = relative(outer, inner);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

function ownFolderFailure(path: string): TaskFailure {
  const message = `${JSON.stringify(path)} is the workflow's own folder or holds it; that is never moved or deleted. Name what is in it.`;
  return new TaskFailure(userFailure('path_not_allowed', message, { path }));
}
