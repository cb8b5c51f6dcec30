// Results of tasks with `cache`, by their cache key: `cache/ab/<sha256>.json`. A damaged or missing file is a miss.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
};

export function createMemoryCacheStore(): CacheStore {
  const results = new Map<string, CachedResult>();
  return {
    get: async (key) => results.get(key) ?? null,
    put: async (key, result) => {
      results.set(key, result);
    },
  };
}

export function createFileCacheStore(folder: string): CacheStore {
  const pathOf = (key: string) => join(folder, key.slice(0, 2), `${key}.json`);
  return {
    get: async (key) => {
      const text = await readFile(pathOf(key), 'utf8').catch(() => null);
      return text === null ? null : parseResult(text);
    },
    put: async (key, result) => {
      await makePrivateDirectory(dirname(pathOf(key)));
      await replaceFile(pathOf(key), JSON.stringify(result));
    },
  };
}

function parseResult(text: string): CachedResult | null {
  try {
    return JSON.parse(text) as CachedResult;
  } catch {
    return null;
  }
}
