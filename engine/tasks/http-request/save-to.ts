import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Files } from '../../ports.ts';
import { transientFailure, userFailure } from '../../workflow/failure.ts';
import { TaskFailure } from '../execution.ts';

export type SavedFile = { readonly path: string; readonly sizeBytes: number; readonly sha256: string };

/**
 * Streams into a temporary file beside the target and renames it when it is complete: nobody ever sees half of it, and a failure leaves
 * what was there before. Throws a `TaskFailure` with code `path_not_allowed` or `file_not_written`, or whatever the chunks throw.
 */
export async function saveStream(chunks: AsyncIterable<Uint8Array>, path: string, files: Files): Promise<SavedFile> {
  const target = await files.resolve(path, 'write');
  const temporary = `${target}.${randomBytes(6).toString('hex')}.part`;
  const file = await openNew(temporary).catch((error) => {
    throw notWritten(path, error);
  });
  try {
    const saved = await writeAll(chunks, file);
    await rename(temporary, target);
    return { path: target, ...saved };
  } catch (error) {
    await rm(temporary, { force: true });
    throw error instanceof TaskFailure ? error : notWritten(path, error);
  }
}

async function openNew(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  return await open(path, 'wx');
}

async function writeAll(chunks: AsyncIterable<Uint8Array>, file: FileHandle): Promise<Omit<SavedFile, 'path'>> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    for await (const chunk of chunks) {
      hash.update(chunk);
      sizeBytes += chunk.byteLength;
      await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}

function notWritten(path: string, error: unknown): unknown {
  const reason = error instanceof Error && 'syscall' in error && 'code' in error ? String(error.code) : null;
  if (reason === null) return error;
  const message = `The answer cannot be written to ${JSON.stringify(path)} (${reason}). Check the path, its permissions and the free space.`;
  const failure = reason === 'ENOSPC' ? transientFailure : userFailure;
  return new TaskFailure(failure('file_not_written', message, { path, reason }));
}
