import { blobsNamedIn } from './blob-references.ts';
import type { FinishedRun, History } from './history.ts';
import { definitionOf } from './history-record.ts';

/** A history that dies with the process. */
export function createMemoryHistory(): History {
  const runs = new Map<string, FinishedRun>();
  return {
    add: async (finished) => {
      for (const run of finished) if (!runs.has(run.summary.id)) runs.set(run.summary.id, run);
    },
    has: async (id) => runs.has(id),
    summary: async (id) => runs.get(id)?.summary ?? null,
    events: async (id) => runs.get(id)?.events ?? [],
    blobs: async (id) => blobsOf(runs.get(id)),
    newestFirst: async function* () {
      for (const run of [...runs.values()].reverse()) yield { summary: run.summary, sizeBytes: 0, blobs: blobsOf(run) };
    },
    remove: async (ids) => {
      for (const id of ids) runs.delete(id);
    },
    damage: () => [],
    close: async () => undefined,
  };
}

function blobsOf(run: FinishedRun | undefined): readonly string[] {
  return run ? blobsNamedIn(JSON.stringify(run.events), definitionOf(run.events)) : [];
}
