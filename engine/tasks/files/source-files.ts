// What `path` or `pattern` of a copy, a move or a deletion stands for.
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Files } from '../../ports.ts';
import { fileFailure } from './file-failure.ts';
import { type FoundEntry, walkFolder } from './folder-walk.ts';
import { compileGlob } from './glob.ts';

/** The files that a pattern matches; `relativePath` counts from the folder before its first wildcard. */
export async function matchFiles(files: Files, pattern: string, includeHidden: boolean, signal: AbortSignal): Promise<FoundEntry[]> {
  const glob = compileGlob(pattern);
  return await walkFolder({ files, base: glob.base, isRecursive: glob.isDeep, includeHidden, kind: 'file', matches: glob.matches, signal });
}

/** Every file below a folder, hidden ones included. */
export async function filesBelow(files: Files, folder: string, signal: AbortSignal): Promise<FoundEntry[]> {
  return await walkFolder({ files, base: folder, isRecursive: true, includeHidden: true, kind: 'file', matches: () => true, signal });
}

/** Where one thing goes: into `to` if that ends with a slash or is a folder, and to exactly `to` otherwise. */
export async function targetOf(files: Files, path: string, to: string): Promise<string> {
  return to.endsWith('/') || (await isFolder(files, to)) ? join(to, basename(path)) : to;
}

export async function isFolder(files: Files, path: string): Promise<boolean> {
  const realPath = await files.resolve(path, 'read');
  try {
    return (await stat(realPath)).isDirectory();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw fileFailure(error, 'read', path);
  }
}
