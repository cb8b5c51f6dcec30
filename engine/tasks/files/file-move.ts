import type { Dirent, Stats } from 'node:fs';
import { link, lstat, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from '../../ports.ts';
import { userFailure } from '../../workflow/failure.ts';
import { TaskFailure } from '../execution.ts';
import { existsFailure, makeFolder, statIfThere } from './atomic-file.ts';
import { holds, resolveEntry } from './entry-path.ts';
import { copyFile } from './file-copy.ts';
import { checkAborted, errorCode, fileFailure } from './file-failure.ts';
import type { IfExists } from './file-parameters.ts';
import { notAFile } from './open-file.ts';

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
async function moveAcrossDisks(move: Move, source: string, stats: Stats): Promise<void> {
  await copyEntry(move, move.from, move.to, stats);
  await rm(source, { recursive: true });
}

/** Links stay links and empty folders stay: what is not copied here would be lost. */
async function copyEntry(move: Move, from: string, to: string, stats: Stats | Dirent): Promise<void> {
  const { files, ifExists, signal } = move;
  checkAborted(signal);
  const source = await resolveEntry(files, from);
  const target = await resolveEntry(files, to);
  if (stats.isDirectory()) {
    await makeFolder(target);
    for (const entry of await readdir(source, { withFileTypes: true }))
      await copyEntry(move, join(from, entry.name), join(to, entry.name), entry);
  } else if (stats.isSymbolicLink()) {
    if (ifExists === 'replace') await rm(target, { force: true });
    await symlink(await readlink(source), target);
  } else if (stats.isFile()) await copyFile({ files, from, to, ifExists, signal });
  else throw notAFile(from, false);
}

function intoItself(from: string, to: string): TaskFailure {
  const message = `The folder ${JSON.stringify(from)} cannot be moved into itself (${JSON.stringify(to)}). Choose a place outside of it.`;
  return new TaskFailure(userFailure('invalid_target', message, { path: from, to }));
}
