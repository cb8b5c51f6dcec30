// Writing a whole file so that readers see the old content or the new one, never a part: temporary file, fsync, rename.
import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { type FileHandle, link, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from '../../ports.ts';
import { checkAborted, errorCode, fileFailure } from './file-failure.ts';
import type { IfExists } from './file-parameters.ts';
import { movedFailure, notAFile } from './open-file.ts';

export type AtomicWrite = {
  readonly files: Files;
  readonly path: string;
  readonly ifExists: IfExists;
  readonly signal: AbortSignal;
  /** Permission bits of a file that is new. A file that is replaced keeps its own. Default: 0666 less the umask. */
  readonly mode?: number;
};

/**
 * Lets `write` fill a temporary file beside the target, then puts it in place. Missing folders are created.
 * Gives the size in bytes, or null when the file existed and was skipped. After a failure or an abort no temporary file is left.
 */
export async function writeAtomically(target: AtomicWrite, write: (handle: FileHandle) => Promise<void>): Promise<number | null> {
  const { files, path, ifExists } = target;
  const realPath = await files.resolve(path, 'write');
  try {
    const existing = await statIfThere(realPath);
    if (existing && !existing.isFile()) throw notAFile(path, existing.isDirectory());
    if (existing && ifExists === 'skip') return null;
    if (existing && ifExists === 'fail') throw existsFailure(path);
    await makeFolder(dirname(realPath));
    return await writeBeside(target, realPath, existing, write);
  } catch (error) {
    if (ifExists === 'skip' && errorCode(error) === 'EEXIST') return null; // It appeared meanwhile.
    throw fileFailure(error, 'written', path);
  }
}

async function writeBeside(
  target: AtomicWrite,
  realPath: string,
  existing: Stats | null,
  write: (handle: FileHandle) => Promise<void>,
): Promise<number> {
  const temporary = join(dirname(realPath), `.millrace-${randomBytes(8).toString('hex')}.tmp`);
  try {
    const sizeBytes = await fill(temporary, existing ? existing.mode & 0o777 : target.mode, write);
    checkAborted(target.signal);
    await checkUnmoved(target, realPath);
    await putInPlace(temporary, realPath, target.ifExists);
    await syncFolder(dirname(realPath));
    return sizeBytes;
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function fill(temporary: string, mode: number | undefined, write: (handle: FileHandle) => Promise<void>): Promise<number> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);
  const handle = await open(temporary, flags, 0o666);
  try {
    await write(handle);
    if (mode !== undefined && process.platform !== 'win32') await handle.chmod(mode);
    await handle.sync();
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

/** The way to the target must still be the one that was checked: a folder on it may have become a link since. */
async function checkUnmoved(target: AtomicWrite, realPath: string): Promise<void> {
  if ((await target.files.resolve(target.path, 'write')) !== realPath) throw movedFailure(target.path);
}

/** A rename replaces; a hard link does not, which makes "fail" and "skip" safe against a file that appeared meanwhile. */
async function putInPlace(temporary: string, realPath: string, ifExists: IfExists): Promise<void> {
  if (ifExists === 'replace') return await rename(temporary, realPath);
  try {
    await link(temporary, realPath);
    await rm(temporary, { force: true });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw error;
    await rename(temporary, realPath); // A disk without hard links.
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // Folders cannot be opened there.
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Without following a link at the end. Null when nothing is there. */
export async function statIfThere(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null;
    throw error;
  }
}

/** With everything above it. A file in the way is an ENOTDIR, wherever on the way it is. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw errorCode(error) === 'EEXIST' ? Object.assign(new Error('A file is in the way', { cause: error }), { code: 'ENOTDIR' }) : error;
  }
}

/** The failure of an `ifExists: "fail"`. */
export function existsFailure(path: string): unknown {
  return fileFailure(Object.assign(new Error('exists'), { code: 'EEXIST' }), 'written', path);
}
