import { orderedIndexes } from './order.ts';
import { namesOf, type ScopeGraph } from './scope-graph.ts';

/** Every task that the given one needs, directly or through others. Without itself, unless it is in a cycle. */
export function ancestors(graph: ScopeGraph, id: string): ReadonlySet<string> {
  return new Set(namesOf(graph, follow(graph.upstream, nextTo(graph, graph.upstream, id))));
}

/** Every task that needs the given one, directly or through others. Without itself, unless it is in a cycle. */
export function descendants(graph: ScopeGraph, id: string): ReadonlySet<string> {
  return new Set(namesOf(graph, follow(graph.downstream, nextTo(graph, graph.downstream, id))));
}

/** The given tasks and everything downstream of them. */
export function reachable(graph: ScopeGraph, from: Iterable<string>): ReadonlySet<string> {
  const starts: number[] = [];
  for (const id of from) {
    const index = graph.indexOf.get(id);
    if (index !== undefined) starts.push(index);
  }
  return new Set(namesOf(graph, follow(graph.downstream, starts)));
}

function nextTo(graph: ScopeGraph, edges: readonly (readonly number[])[], id: string): readonly number[] {
  const index = graph.indexOf.get(id);
  return index === undefined ? [] : (edges[index] ?? []);
}

function follow(edges: readonly (readonly number[])[], starts: readonly number[]): Set<number> {
  const seen = new Set(starts);
  for (const index of seen) for (const next of edges[index] ?? []) seen.add(next);
  return seen;
}

/**
 * Answers "is this task upstream of that one?" for the whole scope at once: one bit per pair, so that ten thousand tasks cost a
 * dozen megabytes and some milliseconds instead of a search per question. Members of cycles have no ancestors here.
 */
export function ancestry(graph: ScopeGraph): (id: string, upstream: string) => boolean {
  const words = Math.ceil(graph.ids.length / 32);
  const bits = new Uint32Array(words * graph.ids.length);
  const add = (at: number, more: number) => {
    bits[at] = (bits[at] ?? 0) | more;
  };
  for (const index of orderedIndexes(graph)) {
    for (const source of graph.upstream[index] ?? []) {
      for (let word = 0; word < words; word++) add(index * words + word, bits[source * words + word] ?? 0);
      add(index * words + (source >>> 5), 1 << (source & 31));
    }
  }
  return (id, upstream) => {
    const index = graph.indexOf.get(id);
    const source = graph.indexOf.get(upstream);
    if (index === undefined || source === undefined) return false;
    return ((bits[index * words + (source >>> 5)] ?? 0) & (1 << (source & 31))) !== 0;
  };
}
