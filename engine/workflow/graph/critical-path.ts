import { orderedIndexes } from './order.ts';
import { namesOf, type ScopeGraph } from './scope-graph.ts';

export type CriticalPath = { readonly path: readonly string[]; readonly lengthMs: number };

/**
 * The chain of needs that takes longest, first task first, by the given durations in milliseconds. Of equally long chains the one
 * that comes first in the document. Members of cycles are left out.
 */
export function criticalPath(graph: ScopeGraph, durationMs: (id: string) => number): CriticalPath {
  const length = new Array<number>(graph.ids.length).fill(0);
  const before = new Array<number>(graph.ids.length).fill(-1);
  let last = -1;
  for (const index of orderedIndexes(graph)) {
    let longest = 0;
    for (const source of graph.upstream[index] ?? []) {
      if (before[index] !== -1 && (length[source] ?? 0) <= longest) continue;
      longest = length[source] ?? 0;
      before[index] = source;
    }
    length[index] = longest + Math.max(0, durationMs(graph.ids[index] ?? ''));
    if (last === -1 || (length[index] ?? 0) > (length[last] ?? 0)) last = index;
  }
  const path: number[] = [];
  for (let index = last; index !== -1; index = before[index] ?? -1) path.push(index);
  return { path: namesOf(graph, path.reverse()), lengthMs: length[last] ?? 0 };
}
