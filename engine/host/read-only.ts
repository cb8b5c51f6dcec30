// Reads the files of an engine that may be running in another process. Changes nothing, mends nothing.
import { join } from 'node:path';
import { openFileHistory } from '../adapters/history-file.ts';
import { inspectJournal } from '../adapters/journal-file.ts';
import { taskTypes as builtInTypes } from '../tasks/registry.ts';
import { createCatalog } from '../workflow/catalog.ts';
import { BlobValues } from './blob-values.ts';
import { createDefinitionLoader, type DefinitionLoader } from './definition.ts';
import { createEnvironments, createSecretNames } from './editable-documents.ts';
import type { EngineOptions, ReadOnlyEngine } from './engine.ts';
import { gatherRuns } from './found-runs.ts';
import { replay } from './replay.ts';
import { createRunReader, type MemoryRun } from './run-reader.ts';
import { fileStorage, memoryStorage } from './storage.ts';
import { createStoredWorkflows } from './stored-workflows.ts';

/** Shows what was on disk when it was opened. */
export async function openReadOnly({ dataDir, taskTypes }: Pick<EngineOptions, 'dataDir' | 'taskTypes'>): Promise<ReadOnlyEngine> {
  const catalog = createCatalog((taskTypes ?? [...builtInTypes.values()]).map((type) => type.manifest));
  const options = { env: process.env, now: () => Date.now() };
  const { documents, openRecords } = dataDir === null ? memoryStorage(options) : fileStorage(dataDir, options);
  const definitions = createDefinitionLoader(documents.definitions, catalog);
  const history =
    dataDir === null ? (await openRecords()).history : await openFileHistory({ folder: join(dataDir, 'history'), isReadOnly: true });
  const runs = dataDir === null ? new Map<string, MemoryRun>() : await readJournal(join(dataDir, 'journal'), definitions);
  const memory = { get: (id: string) => runs.get(id), all: () => runs.values() };
  const reader = createRunReader({
    memory,
    durable: async () => undefined,
    now: () => Date.now(),
    history,
    logs: documents.logs,
    definitions,
    values: new BlobValues(documents.blobs),
  });
  return {
    runs: reader,
    workflows: createStoredWorkflows(documents.definitions, catalog, documents.folderOf),
    tasks: catalog,
    secrets: createSecretNames(documents.secrets),
    environments: createEnvironments(documents.environments),
    close: () => history.close(),
  };
}

async function readJournal(folder: string, definitions: DefinitionLoader): Promise<Map<string, MemoryRun>> {
  const runs = new Map<string, MemoryRun>();
  for (const { id, events } of (await gatherRuns(inspectJournal(folder))).values()) {
    const created = events[0];
    // What cannot be read is reported by the engine that owns it, at its next start, as is what does not fit together.
    const definition = created?.type === 'run.created' ? await definitions.version(created.definition).catch(() => null) : null;
    const run = definition && tryReplay(() => replay(definition.program, events));
    if (run) runs.set(id, { run, events, durable: events.length });
  }
  return runs;
}

function tryReplay<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
