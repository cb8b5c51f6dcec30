// What is in a folder, in a stable order, without following links out of the allowed folders.
import type { Dirent, Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files } from '../../ports.ts';
import { userFailure } from '../../workflow/failure.ts';
import { TaskFailure } from '../execution.ts';
import { checkAborted, fileFailure } from './file-failure.ts';
import { showPath } from './shown-path.ts';

/** More would fill outputs and memory: the folder is not what the workflow's author thinks it is. */
export const maxEntries = 100_000;
const maxVisited = 2_000_000;
const concurrentStats = 32;

export type FoundEntry = {
  /** As outputs show it. */
  readonly path: string;
  /** Relative to the folder that was walked, with `/`. */
  readonly relativePath: string;
  readonly name: string;
  readonly kind: 'file' | 'folder';
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
};

export type Walk = {
  readonly files: Files;
  /** The folder, as the document names it. */
  readonly base: string;
  readonly isRecursive: boolean;
  readonly includeHidden: boolean;
  readonly kind: 'file' | 'folder' | 'any';
  readonly matches: (relativePath: string) => boolean;
  readonly signal: AbortSignal;
};

type Pending = { readonly relativePath: string; readonly name: string };

/**
 * The entries below `base` that match, ordered by path. A link to a file or folder inside the allowed folders is listed as what it leads
 * to, but folders behind links are not entered; other links, devices and pipes are passed over. Throws `TaskFailure` (`too_many_files`).
 */
export async function walkFolder(walk: Walk): Promise<FoundEntry[]> {
  const found: FoundEntry[] = [];
  const folders = [''];
  let visited = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    checkAborted(walk.signal);
    const entries = await readFolder(walk, folder);
    visited += entries.length;
    const candidates: Pending[] = [];
    for (const entry of entries) {
      const relativePath = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && walk.isRecursive) folders.push(relativePath);
      if (isWanted(entry, walk.kind) && walk.matches(relativePath)) candidates.push({ relativePath, name: entry.name });
    }
    for (const entry of await describeAll(candidates, walk)) found.push(entry);
    if (found.length > maxEntries || visited > maxVisited) throw tooMany(walk.base);
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function readFolder(walk: Walk, folder: string): Promise<Dirent[]> {
  try {
    // Each folder is resolved anew: one that became a link outside since it was listed is refused here.
    const entries = await readdir(await walk.files.resolve(join(walk.base, folder), 'read'), { withFileTypes: true });
    return walk.includeHidden ? entries : entries.filter((entry) => !entry.name.startsWith('.'));
  } catch (error) {
    throw fileFailure(error, 'listed', join(walk.base, folder));
  }
}

function isWanted(entry: Dirent, kind: Walk['kind']): boolean {
  if (entry.isSymbolicLink()) return true; // Decided by what it leads to.
  return (entry.isFile() && kind !== 'folder') || (entry.isDirectory() && kind !== 'file');
}

async function describeAll(pending: readonly Pending[], walk: Walk): Promise<FoundEntry[]> {
  const found: FoundEntry[] = [];
  for (let start = 0; start < pending.length; start += concurrentStats) {
    checkAborted(walk.signal);
    const entries = await Promise.all(pending.slice(start, start + concurrentStats).map((one) => describe(one, walk)));
    for (const entry of entries) if (entry && (walk.kind === 'any' || walk.kind === entry.kind)) found.push(entry);
  }
  return found;
}

async function describe({ relativePath, name }: Pending, walk: Walk): Promise<FoundEntry | null> {
  const path = join(walk.base, relativePath);
  const stats = await statInside(walk.files, path);
  if (!stats?.isFile() && !stats?.isDirectory()) return null;
  return {
    path: showPath(walk.files, path),
    relativePath,
    name,
    kind: stats.isFile() ? 'file' : 'folder',
    sizeBytes: stats.isFile() ? stats.size : 0,
    modifiedAtMs: Math.floor(stats.mtimeMs),
  };
}

/** Null for what leads outside, or went away meanwhile. */
async function statInside(files: Files, path: string): Promise<Stats | null> {
  try {
    return await stat(await files.resolve(path, 'read'));
  } catch (error) {
    const failure = fileFailure(error, 'listed', path);
    if (failure instanceof TaskFailure && failure.failure.kind === 'user') return null;
    throw failure;
  }
}

function tooMany(base: string): TaskFailure {
  const message = `${JSON.stringify(base)} holds more than ${maxEntries} matching files. Name a narrower folder or pattern.`;
  return new TaskFailure(userFailure('too_many_files', message, { path: base, maxEntries }));
}
