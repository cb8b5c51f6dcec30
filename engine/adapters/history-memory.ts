import type { FinishedRun, History } from './history.ts';

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
    newestFirst: async function* () {
      for (const run of [...runs.values()].reverse()) yield { summary: run.summary, sizeBytes: 0 };
    },
    remove: async (ids) => {
      for (const id of ids) runs.delete(id);
    },
    damage: () => [],
    close: async () => undefined,
  };
}
