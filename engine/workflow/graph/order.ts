import { namesOf, type ScopeGraph } from './scope-graph.ts';

/**
 * Ids with every task after the tasks it needs, otherwise in document order. Members of cycles, and what depends on them, are
 * missing: the order is complete exactly when the graph has no cycle. (Kahn 1962.)
 */
export function topologicalOrder(graph: ScopeGraph): readonly string[] {
  return namesOf(graph, orderedIndexes(graph));
}

/** The same as indexes. */
export function orderedIndexes(graph: ScopeGraph): readonly number[] {
  const missing = graph.upstream.map((sources) => sources.length);
  const order: number[] = [];
  for (const [index, count] of missing.entries()) if (count === 0) order.push(index);
  for (let at = 0; at < order.length; at++) {
    for (const target of graph.downstream[order[at] as number] ?? []) {
      const left = (missing[target] ?? 0) - 1;
      missing[target] = left;
      if (left === 0) order.push(target);
    }
  }
  return order;
}
