import { namesOf, type ScopeGraph } from './scope-graph.ts';

/**
 * Whether a new need of `to` on `from` would close a cycle: the shortest existing way `[to, …, from]`, or null when it would not.
 * A task that would need itself gives `[from]`.
 */
export function wouldCloseCycle(graph: ScopeGraph, from: string, to: string): readonly string[] | null {
  if (from === to) return [from];
  const start = graph.indexOf.get(to);
  const end = graph.indexOf.get(from);
  if (start === undefined || end === undefined) return null;
  const path = shortestPath(graph.downstream, start, end);
  return path && namesOf(graph, path);
}

/** Breadth first along `edges`, both ends included; `allowed` limits the search. From a task to itself it takes at least one edge. */
export function shortestPath(
  edges: readonly (readonly number[])[],
  start: number,
  end: number,
  allowed: (index: number) => boolean = () => true,
): readonly number[] | null {
  const cameFrom = new Map<number, number>();
  const queue = [start];
  for (const index of queue) {
    for (const next of edges[index] ?? []) {
      if (next === end) return walkBack(cameFrom, start, index, end);
      if (next === start || cameFrom.has(next) || !allowed(next)) continue;
      cameFrom.set(next, index);
      queue.push(next);
    }
  }
  return null;
}

function walkBack(cameFrom: ReadonlyMap<number, number>, start: number, last: number, end: number): number[] {
  const path = [end];
  for (let index: number | undefined = last; index !== undefined; index = cameFrom.get(index)) path.push(index);
  if (path.at(-1) !== start) path.push(start);
  return path.reverse();
}
