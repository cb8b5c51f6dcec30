// `cache/ab/<sha256>.json`: results by their cache key; `cache/latest/<sha256>.json`: what the newest one of each task was made of.
// A damaged or missing file is a miss.
import { dirname, join } from 'node:path';
import type { CacheKeyParts } from '../run/cache-key.ts';
import { blobsNamedIn } from './blob-references.ts';
import type { CachedResult, CacheEntry, CacheStore } from './cache-store.ts';
import { isMissing, makePrivateDirectory, readWholeFile, removeIfThere, replaceFile } from './durable-files.ts';
import { type FileSystem, nodeFiles } from './file-system.ts';

const groupName = /^[0-9a-f]{2}$/;
const entryName = /^([0-9a-f]{64})\.json$/;

export type FileCacheOptions = { readonly folder: string; readonly files?: FileSystem };

export function createFileCacheStore({ folder, files = nodeFiles }: FileCacheOptions): CacheStore {
  const resultPath = (key: string) => join(folder, key.slice(0, 2), `${key}.json`);
  const latestPath = (task: string) => join(folder, 'latest', `${task}.json`);
  return {
    get: (key) => readJson<CachedResult>(files, resultPath(key)),
    put: (key, result) => writeJson(files, resultPath(key), result),
    getLatest: (task) => readJson<CacheKeyParts>(files, latestPath(task)),
    putLatest: (task, parts) => writeJson(files, latestPath(task), parts),
    entries: () => listEntries(folder, files),
    remove: (key) => removeIfThere(files, resultPath(key)),
    removeLatest: async (before) => {
      for (const name of await namesIn(files, join(folder, 'latest'))) {
        const path = join(folder, 'latest', name);
        const found = await files.look(path).catch(() => null);
        if (found && entryName.test(name) && found.modifiedAt < before) await removeIfThere(files, path);
      }
    },
  };
}

async function* listEntries(folder: string, files: FileSystem): AsyncGenerator<CacheEntry> {
  for (const group of (await namesIn(files, folder)).filter((name) => groupName.test(name))) {
    for (const name of await namesIn(files, join(folder, group))) {
      const key = entryName.exec(name)?.[1];
      const entry = key === undefined ? null : await readEntry(files, join(folder, group, name), key);
      if (entry) yield entry;
    }
  }
}

/** Null when it is gone. Of a damaged one only its age counts. */
async function readEntry(files: FileSystem, path: string, key: string): Promise<CacheEntry | null> {
  try {
    const text = (await readWholeFile(path, files)).toString();
    const at = parse<CachedResult>(text)?.at ?? (await files.look(path)).modifiedAt;
    return { key, at, blobs: blobsNamedIn(text) };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function writeJson(files: FileSystem, path: string, value: unknown): Promise<void> {
  await makePrivateDirectory(dirname(path), files);
  await replaceFile(path, JSON.stringify(value), files);
}

async function readJson<T>(files: FileSystem, path: string): Promise<T | null> {
  const bytes = await readWholeFile(path, files).catch(() => null);
  return bytes && parse<T>(bytes.toString());
}

function parse<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

/** Where the folder should be may be nothing, or something else: then there are no results. */
async function namesIn(files: FileSystem, folder: string): Promise<readonly string[]> {
  return files.list(folder).catch((error: NodeJS.ErrnoException) => {
    if (isMissing(error) || error.code === 'ENOTDIR') return [];
    throw error;
  });
}
