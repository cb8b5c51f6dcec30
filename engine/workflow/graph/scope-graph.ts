import { parseNeed } from '../needs.ts';
import type { Task } from '../schema.ts';

/** Tasks of one scope (the workflow or a group) by id. */
export type Tasks = { readonly [id: string]: Task };

/**
 * The needs of one scope as numbers: task `i` is `ids[i]`, in document order. Ports are dropped, two needs on one task are one
 * edge, and needs on tasks that do not exist are left out, so that every algorithm also works on a half-edited document.
 */
export type ScopeGraph = {
  readonly ids: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly upstream: readonly (readonly number[])[];
  readonly downstream: readonly (readonly number[])[];
};

export function scopeGraph(tasks: Tasks): ScopeGraph {
  const ids = Object.keys(tasks);
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const downstream: number[][] = ids.map(() => []);
  const upstream = ids.map((id, index) => {
    const sources = sourcesOf(tasks[id]?.needs ?? [], indexOf);
    for (const source of sources) downstream[source]?.push(index);
    return sources;
  });
  return { ids, indexOf, upstream, downstream };
}

function sourcesOf(needs: readonly string[], indexOf: ReadonlyMap<string, number>): readonly number[] {
  const sources: number[] = [];
  for (const need of needs) {
    const source = indexOf.get(parseNeed(need).task);
    if (source !== undefined) sources.push(source);
  }
  return sources.length > 1 ? [...new Set(sources)] : sources;
}

/** The ids of some indexes. */
export function namesOf(graph: ScopeGraph, indexes: Iterable<number>): string[] {
  const names: string[] = [];
  for (const index of indexes) {
    const id = graph.ids[index];
    if (id !== undefined) names.push(id);
  }
  return names;
}
