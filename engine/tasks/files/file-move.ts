import type { Stats } from 'node:fs';
import { link, lstat, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from '../../ports.ts';
import { userFailure } from '../../workflow/failure.ts';
import { TaskFailure } from '../execution.ts';
import { existsFailure, makeFolder, statIfThere } from './atomic-file.ts';
import { holds, resolveEntry } from './entry-path.ts';
import { copyFile } from './file-copy.ts';
import { checkAborted, errorCode, fileFailure } from './file-failure.ts';
import type { IfExists } from './file-parameters.ts';
import { filesBelow } from './source-files.ts';

export type Move = {
  readonly files: Files;
  readonly from: string;
  readonly to: string;
  readonly ifExists: IfExists;
  readonly signal: AbortSignal;
};

/** Moves one file, link or folder. False when the target existed and was skipped. Throws `TaskFailure`. */
export async function moveEntry(move: Move): Promise<boolean> {
  const { files, from, to } = move;
  checkAborted(move.signal);
  try {
    const source = await resolveEntry(files, from);
    const target = await resolveEntry(files, to);
    const stats = await lstat(source);
    if (source === target) return true;
    if (stats.isDirectory() && holds(source, target)) throw intoItself(from, to);
    const existing = await statIfThere(target);
    if (existing && !mayReplace(existing, stats, move)) return false;
    await makeFolder(dirname(target));
    await put(move, source, target, stats);
    return true;
  } catch (error) {
    throw fileFailure(error, 'moved', from);
  }
}

function mayReplace(existing: Stats, source: Stats, { to, ifExists }: Move): boolean {
  if (ifExists === 'skip') return false;
  if (ifExists === 'fail' || existing.isDirectory() || source.isDirectory()) throw existsFailure(to);
  return true;
}

async function put(move: Move, source: string, target: string, stats: Stats): Promise<void> {
  try {
    // A hard link never replaces, so that "fail" is safe against a file that appeared meanwhile.
    if (move.ifExists === 'fail' && stats.isFile()) await moveByLink(source, target);
    else await rename(source, target);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    await moveAcrossDisks(move, source, stats);
  }
}

async function moveByLink(source: string, target: string): Promise<void> {
  try {
    await link(source, target);
  } catch (error) {
    if (errorCode(error) === 'EEXIST' || errorCode(error) === 'EXDEV') throw error;
    return await rename(source, target); // A disk without hard links.
  }
  await rm(source);
}

/** The source goes last, and only when everything was copied. */
async function moveAcrossDisks({ files, from, to, ifExists, signal }: Move, source: string, stats: Stats): Promise<void> {
  if (!stats.isDirectory()) await copyFile({ files, from, to, ifExists, signal });
  else {
    for (const entry of await filesBelow(files, from, signal)) {
      await copyFile({ files, from: entry.path, to: join(to, entry.relativePath), ifExists, signal });
    }
  }
  await rm(source, { recursive: true });
}

function intoItself(from: string, to: string): TaskFailure {
  const message = `The folder ${JSON.stringify(from)} cannot be moved into itself (${JSON.stringify(to)}). Choose a place outside of it.`;
  return new TaskFailure(userFailure('invalid_target', message, { path: from, to }));
}
