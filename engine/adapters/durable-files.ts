// Writing files so that they are whole and on disk, or not there at all.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type FileSystem, nodeFiles, type OpenFile } from './file-system.ts';

/** Makes a directory and those above it, for nobody but its owner, and puts their names on disk. */
export async function makePrivateDirectory(path: string, files: FileSystem = nodeFiles): Promise<void> {
  try {
    await files.makeDirectory(path);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return;
    if (!isMissing(error) || dirname(path) === path) throw error;
    await makePrivateDirectory(dirname(path), files);
    return makePrivateDirectory(path, files);
  }
  await files.syncDirectory(dirname(path));
}

export function syncDirectory(path: string): Promise<void> {
  return nodeFiles.syncDirectory(path);
}

/**
 * Replaces a file as a whole: unique temporary file, mode 0600, sync, rename, sync of the directory. `generations` older ones are kept as
 * `<path>.1`, the newest, `<path>.2`, …
 */
export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  files: FileSystem = nodeFiles,
  generations = 0,
): Promise<void> {
  const folder = dirname(path);
  const temporary = temporaryBeside(path);
  try {
    await writeNewFile(temporary, content, files);
    if (generations > 0) await keepGenerations(path, files, generations);
    await files.rename(temporary, path);
  } catch (error) {
    await files.remove(temporary).catch(() => undefined);
    throw error;
  }
  await files.syncDirectory(folder);
}

/** Names its process, so that what a kill leaves behind is known for that. */
function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}-${randomBytes(8).toString('hex')}.tmp`);
}

/** The file itself is never away. Where the file system knows no second name for a file, there are no generations. */
async function keepGenerations(path: string, files: FileSystem, generations: number): Promise<void> {
  const kept = temporaryBeside(path);
  const isLinked = await files.link(path, kept).then(yes, no);
  if (!isLinked) return;
  for (let age = generations; age > 1; age -= 1) await files.rename(`${path}.${age - 1}`, `${path}.${age}`).catch(() => undefined);
  await files.rename(kept, `${path}.1`).catch(() => undefined);
}

const yes = () => true;
const no = () => false;

/** Writes a file that is not there yet. Its name is not on disk before its directory is synced. */
export async function writeNewFile(path: string, content: string | Uint8Array, files: FileSystem): Promise<void> {
  const file = await files.open(path, 'create');
  try {
    await writeFully(file, typeof content === 'string' ? Buffer.from(content) : content, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Goes on after short writes. */
export async function writeFully(file: OpenFile, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const count = await file.write(bytes, written, bytes.length - written, position + written);
    if (count === 0) throw Object.assign(new Error('The disk took no bytes'), { code: 'EIO' });
    written += count;
  }
}

/** The bytes from `start` to `end`, fewer when the file ends before. */
export async function readRange(file: OpenFile, start: number, end: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(Math.max(0, end - start));
  let read = 0;
  while (read < bytes.length) {
    const count = await file.read(bytes, read, bytes.length - read, start + read);
    if (count === 0) break;
    read += count;
  }
  return bytes.subarray(0, read);
}

export async function readWholeFile(path: string, files: FileSystem): Promise<Buffer> {
  const file = await files.open(path, 'read');
  try {
    return await readRange(file, 0, await file.size());
  } finally {
    await file.close();
  }
}

export function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT');
}

function hasCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}

/** The text of a file; null when there is none. */
export async function readTextIfThere(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}

/** Removes a file; there need not be one. */
export async function removeIfThere(files: FileSystem, path: string): Promise<void> {
  await files.remove(path).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}
