// Opening files so that a link put in place between the check and the opening leads nowhere.
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { Files } from '../../ports.ts';
import { userFailure } from '../../workflow/failure.ts';
import { TaskFailure } from '../execution.ts';
import { fileFailure } from './file-failure.ts';

// Absent on Windows, where both are without meaning.
const noFollow = constants.O_NOFOLLOW ?? 0;
/** A named pipe would block for ever otherwise. */
const nonBlocking = constants.O_NONBLOCK ?? 0;

export type OpenedFile = { readonly handle: FileHandle; readonly realPath: string; readonly sizeBytes: number; readonly mode: number };

/** Opens a regular file for reading. The caller closes the handle. Throws `TaskFailure`. */
export async function openForReading(files: Files, path: string): Promise<OpenedFile> {
  return await openConfined(files, path, 'read', constants.O_RDONLY | noFollow | nonBlocking);
}

/** Opens a regular file at its end, creating it. The caller closes the handle. Throws `TaskFailure`. */
export async function openForAppending(files: Files, path: string): Promise<OpenedFile> {
  return await openConfined(files, path, 'write', constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | noFollow | nonBlocking);
}

async function openConfined(files: Files, path: string, intent: 'read' | 'write', flags: number): Promise<OpenedFile> {
  const action = intent === 'read' ? 'read' : 'written';
  const realPath = await files.resolve(path, intent);
  let handle: FileHandle;
  try {
    handle = await open(realPath, flags, 0o666);
  } catch (error) {
    throw fileFailure(error, action, path);
  }
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw notAFile(path, stats.isDirectory());
    // O_NOFOLLOW guards the last part only: that the way to it still is what was checked is seen by asking again.
    const again = await stat(await files.resolve(path, intent));
    if (again.dev !== stats.dev || again.ino !== stats.ino) throw movedFailure(path);
    return { handle, realPath, sizeBytes: stats.size, mode: stats.mode & 0o777 };
  } catch (error) {
    await handle.close();
    throw fileFailure(error, action, path);
  }
}

export function notAFile(path: string, isFolder: boolean): TaskFailure {
  const kind = isFolder ? 'a folder' : 'a device, a pipe or a socket';
  return new TaskFailure(userFailure('not_a_file', `${JSON.stringify(path)} is ${kind}, not a file.`, { path }));
}

export function movedFailure(path: string): TaskFailure {
  const message = `The folders or links on the way to ${JSON.stringify(path)} changed while it was being opened. It was refused; run the task again.`;
  return new TaskFailure(userFailure('path_not_allowed', message, { path }));
}
