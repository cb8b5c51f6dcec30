import { taskTimes } from '../run/task-times.ts';
import { blobsNamedIn } from './blob-references.ts';
import type { FinishedRun, History, ListedRun } from './history.ts';
import { inputsOf } from './history-page.ts';
import { definitionOf } from './history-record.ts';

/** A history that dies with the process. */
export function createMemoryHistory(): History {
  const runs = new Map<string, FinishedRun>();
  return {
    add: async (finished) => {
      for (const run of finished) if (!runs.has(run.summary.id)) runs.set(run.summary.id, run);
    },
    has: async (id) => runs.has(id),
    find: async (id) => {
      const run = runs.get(id);
      return run ? listed(run) : null;
    },
    events: async (id) => runs.get(id)?.events ?? [],
    newestFirst: async function* ({ behind } = {}) {
      const found = [...runs.values()].reverse();
      const index = behind ? found.findIndex(({ summary }) => summary.id === behind.run) : -1;
      yield found.slice(index + 1).map(listed);
    },
    remove: async (ids) => {
      for (const id of ids) runs.delete(id);
    },
    damage: () => [],
    close: async () => undefined,
  };
}

function listed(run: FinishedRun): ListedRun {
  const { summary, events } = run;
  const blobs = blobsNamedIn(JSON.stringify(events), definitionOf(events));
  return { summary, inputs: inputsOf(run), sizeBytes: 0, tasks: () => taskTimes(events), blobs };
}
