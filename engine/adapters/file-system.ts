// Every access to the disk by the journal, the history, blobs, logs and the cache goes through this port: tests simulate power losses
// behind it and fail it one call at a time.
import fs, { constants } from 'node:fs';
import { link, lstat, mkdir, open, readdir, rename, rmdir, unlink } from 'node:fs/promises';

/** What can fail, by name. */
export type FileOperation =
  | 'open'
  | 'read'
  | 'write'
  | 'truncate'
  | 'sync'
  | 'size'
  | 'close'
  | 'list'
  | 'look'
  | 'make directory'
  | 'rename'
  | 'link'
  | 'remove'
  | 'remove directory'
  | 'sync directory';

/** Errors carry Node's codes (`ENOSPC`, `EIO` …). */
export type OpenFile = {
  /** Gives how many bytes were read: maybe fewer than asked for, 0 at the end of the file. */
  readonly read: (bytes: Uint8Array, offset: number, length: number, position: number) => Promise<number>;
  /** Gives how many bytes were written: maybe fewer than asked for. */
  readonly write: (bytes: Uint8Array, offset: number, length: number, position: number) => Promise<number>;
  readonly truncate: (sizeBytes: number) => Promise<void>;
  /** Puts content and size on disk. When it fails, what the disk has is unknown, and a second try would not tell. */
  readonly sync: () => Promise<void>;
  readonly size: () => Promise<number>;
  readonly close: () => Promise<void>;
};

/** `modifiedAt` is in milliseconds since the epoch. Of a link: the link's own. */
export type FileFacts = { readonly sizeBytes: number; readonly modifiedAt: number; readonly isDirectory: boolean };

export type FileSystem = {
  /** `create`: a new file, an error when there is one. `update`: for reading and writing, made when absent. New files are 0600. */
  readonly open: (path: string, mode: 'read' | 'create' | 'update') => Promise<OpenFile>;
  /** Names in a directory. */
  readonly list: (path: string) => Promise<readonly string[]>;
  readonly look: (path: string) => Promise<FileFacts>;
  /** One directory, 0700, in one that exists. */
  readonly makeDirectory: (path: string) => Promise<void>;
  /** Takes the place of what is there. */
  readonly rename: (from: string, to: string) => Promise<void>;
  /** A second name for a file. */
  readonly link: (path: string, name: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  /** An empty one. */
  readonly removeDirectory: (path: string) => Promise<void>;
  /** Puts the names in a directory on disk. */
  readonly syncDirectory: (path: string) => Promise<void>;
};

const flags = {
  read: constants.O_RDONLY,
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
  update: constants.O_RDWR | constants.O_CREAT,
};

/** The computer's own. */
export const nodeFiles: FileSystem = {
  open: async (path, mode) => openFile(await called<number>((done) => fs.open(path, flags[mode], 0o600, done))),
  list: (path) => readdir(path),
  look: async (path) => {
    const found = await lstat(path);
    return { sizeBytes: found.size, modifiedAt: found.mtimeMs, isDirectory: found.isDirectory() };
  },
  makeDirectory: (path) => mkdir(path, { mode: 0o700 }),
  rename,
  link,
  remove: unlink,
  removeDirectory: rmdir,
  syncDirectory: async (path) => {
    // Windows has no such thing and refuses; its directory entries are journaled.
    if (process.platform === 'win32') return;
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

/** Plain descriptors: a commit is two calls, and file handles would double what they cost. */
function openFile(descriptor: number): OpenFile {
  return {
    read: (bytes, offset, length, position) =>
      called((done) => fs.read(descriptor, bytes as NodeJS.ArrayBufferView, offset, length, position, done)),
    write: (bytes, offset, length, position) => called((done) => fs.write(descriptor, bytes, offset, length, position, done)),
    truncate: (sizeBytes) => called((done) => fs.ftruncate(descriptor, sizeBytes, done)),
    sync: () => called((done) => fs.fdatasync(descriptor, done)),
    size: async () => (await called<fs.Stats>((done) => fs.fstat(descriptor, done))).size,
    close: () => called((done) => fs.close(descriptor, done)),
  };
}

function called<T = void>(call: (done: (error: Error | null | undefined, value?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => call((error, value) => (error ? reject(error) : resolve(value as T))));
}
