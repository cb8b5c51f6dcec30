// Results of tasks with `cache`, by their cache key: `cache/ab/<sha256>.json`, and what the newest one of each task was made of:
// `cache/latest/<sha256>.json`. A damaged or missing file is a miss.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CacheKeyParts } from '../run/cache-key.ts';
import type { StoredValue } from '../run/stored-value.ts';
import { makePrivateDirectory, replaceFile } from './durable-files.ts';

export type CachedResult = {
  readonly output: StoredValue;
  readonly port?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
};

export type CacheStore = {
  /** `key` is a SHA-256 in hexadecimal. */
  readonly get: (key: string) => Promise<CachedResult | null>;
  readonly put: (key: string, result: CachedResult) => Promise<void>;
  /** What the newest result of a task was made of, with hashes in place of values. `task` is a SHA-256 in hexadecimal. */
  readonly getLatest: (task: string) => Promise<CacheKeyParts | null>;
  readonly putLatest: (task: string, parts: CacheKeyParts) => Promise<void>;
};

export function createMemoryCacheStore(): CacheStore {
  const results = new Map<string, CachedResult>();
  const latest = new Map<string, CacheKeyParts>();
  return {
    get: async (key) => results.get(key) ?? null,
    put: async (key, result) => {
      results.set(key, result);
    },
    getLatest: async (task) => latest.get(task) ?? null,
    putLatest: async (task, parts) => {
      latest.set(task, parts);
    },
  };
}

export function createFileCacheStore(folder: string): CacheStore {
  const resultPath = (key: string) => join(folder, key.slice(0, 2), `${key}.json`);
  const latestPath = (task: string) => join(folder, 'latest', `${task}.json`);
  return {
    get: (key) => readJson<CachedResult>(resultPath(key)),
    put: (key, result) => writeJson(resultPath(key), result),
    getLatest: (task) => readJson<CacheKeyParts>(latestPath(task)),
    putLatest: (task, parts) => writeJson(latestPath(task), parts),
  };
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await makePrivateDirectory(dirname(path));
  await replaceFile(path, JSON.stringify(value));
}

async function readJson<T>(path: string): Promise<T | null> {
  const text = await readFile(path, 'utf8').catch(() => null);
  try {
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}
