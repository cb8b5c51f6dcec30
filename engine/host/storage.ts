// Everything the engine keeps, on disk or in memory.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlobStore } from '../adapters/blobs.ts';
import { createFileBlobs } from '../adapters/blobs-file.ts';
import { createMemoryBlobs } from '../adapters/blobs-memory.ts';
import { createFileCacheStore } from '../adapters/cache-file.ts';
import { type CacheStore, createMemoryCacheStore } from '../adapters/cache-store.ts';
import type { Definitions } from '../adapters/definitions.ts';
import { createFileDefinitions } from '../adapters/definitions-file.ts';
import { createMemoryDefinitions } from '../adapters/definitions-memory.ts';
import { createFileEnvironments, createMemoryEnvironments, type EnvironmentStore } from '../adapters/environments.ts';
import { nodeFiles } from '../adapters/file-system.ts';
import type { History } from '../adapters/history.ts';
import { openFileHistory } from '../adapters/history-file.ts';
import { createMemoryHistory } from '../adapters/history-memory.ts';
import { removeLeftovers } from '../adapters/inspection/leftovers.ts';
import type { Journal } from '../adapters/journal.ts';
import { openFileJournal } from '../adapters/journal-file.ts';
import { createMemoryJournal } from '../adapters/journal-memory.ts';
import { createMemoryRunLogs, type RunLogs } from '../adapters/run-logs.ts';
import { createFileRunLogs } from '../adapters/run-logs-file.ts';
import type { SecretEnvironment, SecretStore } from '../adapters/secrets.ts';
import { createFileSecrets } from '../adapters/secrets-file.ts';
import { createMemorySecrets } from '../adapters/secrets-memory.ts';
import { type FoundSettings, parseSettings, readSettings, type Settings, writeSettings } from '../adapters/settings.ts';
import type { Failure } from '../workflow/failure.ts';
import { ok, type Result } from '../workflow/result.ts';

/** Usable at any time, by any number of processes. */
export type Documents = {
  readonly definitions: Definitions;
  readonly environments: EnvironmentStore;
  readonly secrets: SecretStore;
  readonly blobs: BlobStore;
  readonly cache: CacheStore;
  readonly logs: RunLogs;
  readonly settings: () => Promise<FoundSettings>;
  readonly saveSettings: (value: unknown) => Promise<Result<null, Failure>>;
  /** Temporary files of processes that died before they could put them in their place. */
  readonly removeLeftovers: () => Promise<unknown>;
  /** The folder that relative paths of a stored workflow start from; made when it is absent. */
  readonly folderOf: (workflow: string) => string;
};

/** Written by the one process that holds the lock. */
export type Records = { readonly journal: Journal; readonly history: History };

export type Storage = { readonly documents: Documents; readonly openRecords: () => Promise<Records> };

export type StorageOptions = {
  readonly env: SecretEnvironment;
  readonly now: () => number;
  /** Of the journal. Tests make it small. */
  readonly segmentBytes?: number;
};

export function fileStorage(dataDir: string, { env, now, segmentBytes }: StorageOptions): Storage {
  return {
    documents: {
      definitions: createFileDefinitions(dataDir, now),
      environments: createFileEnvironments(dataDir),
      secrets: createFileSecrets(dataDir, env),
      blobs: createFileBlobs({ folder: join(dataDir, 'blobs'), now }),
      cache: createFileCacheStore({ folder: join(dataDir, 'cache') }),
      logs: createFileRunLogs({ folder: join(dataDir, 'logs') }),
      settings: () => readSettings(dataDir),
      saveSettings: (value) => writeSettings(dataDir, value),
      removeLeftovers: () => removeLeftovers({ dataDir, files: nodeFiles, now: Date.now() }),
      folderOf: (workflow) => join(dataDir, 'files', workflow),
    },
    openRecords: async () => ({
      journal: await openFileJournal({ folder: join(dataDir, 'journal'), ...(segmentBytes === undefined ? {} : { segmentBytes }) }),
      history: await openFileHistory({ folder: join(dataDir, 'history') }),
    }),
  };
}

export function memoryStorage({ env, now }: StorageOptions): Storage {
  const journal = createMemoryJournal();
  const history = createMemoryHistory();
  let settings: Settings = {};
  return {
    documents: {
      definitions: createMemoryDefinitions(now),
      environments: createMemoryEnvironments(),
      secrets: createMemorySecrets(env),
      blobs: createMemoryBlobs(now),
      cache: createMemoryCacheStore(),
      logs: createMemoryRunLogs(),
      settings: async () => ({ settings, damage: null }),
      saveSettings: async (value) => {
        const parsed = parseSettings(value);
        if (!parsed.ok) return parsed;
        settings = parsed.value;
        return ok(null);
      },
      removeLeftovers: async () => undefined,
      folderOf: (workflow) => join(tmpdir(), `millrace-memory-${process.pid}`, workflow),
    },
    openRecords: async () => ({ journal, history }),
  };
}
