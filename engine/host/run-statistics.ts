import { type RunStatistics, StatisticsCounter } from '../run/statistics.ts';
import type { RunsFilter } from './engine.ts';
import { createRunFilter } from './run-filter.ts';
import type { RunSources } from './run-list.ts';

/** Counts runs over memory and history. Of the history it reads the lists alone. */
export async function countRuns({ inMemory, history }: RunSources, query: RunsFilter): Promise<RunStatistics> {
  const filter = createRunFilter(query);
  const counter = new StatisticsCounter({ hasTasks: query.workflow !== undefined });
  const memory = await inMemory();
  const known = new Set(memory.map(({ summary }) => summary.id));
  for (const each of memory) if (filter.matches(each)) counter.add(each.summary, each.tasks);
  for await (const page of history.newestFirst({ wants: filter.wants })) {
    for (const each of page) if (!known.has(each.summary.id) && filter.matches(each)) counter.add(each.summary, each.tasks);
  }
  return counter.result();
}
