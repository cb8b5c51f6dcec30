// Results of tasks with `cache`, by their cache key.
import type { CacheKeyParts } from '../run/cache-key.ts';
import type { StoredValue } from '../run/stored-value.ts';
import { blobsNamedIn } from './blob-references.ts';

export type CachedResult = {
  readonly output: StoredValue;
  readonly port?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
};

/** What those see of a result who clear away old ones. `at`: when it was made, in milliseconds since the epoch. */
export type CacheEntry = { readonly key: string; readonly at: number; readonly blobs: readonly string[] };

export type CacheStore = {
  /** `key` is a SHA-256 in hexadecimal. */
  readonly get: (key: string) => Promise<CachedResult | null>;
  readonly put: (key: string, result: CachedResult) => Promise<void>;
  /** What the newest result of a task was made of, with hashes in place of values. `task` is a SHA-256 in hexadecimal. */
  readonly getLatest: (task: string) => Promise<CacheKeyParts | null>;
  readonly putLatest: (task: string, parts: CacheKeyParts) => Promise<void>;
  readonly entries: () => AsyncIterable<CacheEntry>;
  readonly remove: (key: string) => Promise<void>;
  /** Forgets what results from before this instant were made of. */
  readonly removeLatest: (before: number) => Promise<void>;
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
    entries: async function* () {
      for (const [key, result] of results) yield { key, at: result.at, blobs: blobsNamedIn(JSON.stringify(result)) };
    },
    remove: async (key) => {
      results.delete(key);
    },
    removeLatest: async () => undefined,
  };
}
