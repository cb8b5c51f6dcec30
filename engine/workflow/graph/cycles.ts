import { orderedIndexes } from './order.ts';
import { shortestPath } from './path.ts';
import { namesOf, type ScopeGraph } from './scope-graph.ts';

/**
 * One shortest cycle for every knot of tasks that need each other, each in the direction of the run: `['a', 'b']` means that `b`
 * needs `a` and `a` needs `b`. Starts with the member that comes first in the document. Empty when the scope has no cycle.
 */
export function findCycles(graph: ScopeGraph): readonly (readonly string[])[] {
  if (orderedIndexes(graph).length === graph.ids.length) return [];
  const { members, knotOf } = knots(graph);
  const cycles: string[][] = [];
  for (const [knot, indexes] of members.entries()) {
    const start = indexes.reduce((least, index) => Math.min(least, index));
    const cycle = shortestPath(graph.downstream, start, start, (index) => knotOf[index] === knot);
    if (cycle) cycles.push(namesOf(graph, cycle.slice(0, -1)));
  }
  return cycles.sort((a, b) => (graph.indexOf.get(a[0] ?? '') ?? 0) - (graph.indexOf.get(b[0] ?? '') ?? 0));
}

/** Every task that is on some cycle. */
export function cycleMembers(graph: ScopeGraph): ReadonlySet<string> {
  const onCycle = knots(graph).members.filter((indexes) => indexes.length > 1 || loops(graph, indexes[0] ?? -1));
  return new Set(onCycle.flatMap((indexes) => namesOf(graph, indexes)));
}

function loops(graph: ScopeGraph, index: number): boolean {
  return graph.downstream[index]?.includes(index) ?? false;
}

type Knots = { readonly members: readonly (readonly number[])[]; readonly knotOf: readonly number[] };

/** Strongly connected components (Tarjan 1972), with a stack of our own: documents may chain ten thousand tasks. */
function knots(graph: ScopeGraph): Knots {
  const size = graph.ids.length;
  const order = new Array<number>(size).fill(-1);
  const low = new Array<number>(size).fill(0);
  const knotOf = new Array<number>(size).fill(-1);
  const members: number[][] = [];
  const open: number[] = [];
  let counter = 0;
  const enter = (index: number) => {
    order[index] = low[index] = counter++;
    open.push(index);
    return { index, next: 0 };
  };
  const close = (root: number) => {
    const knot: number[] = [];
    for (let index = open.pop(); index !== undefined; index = index === root ? undefined : open.pop()) {
      knotOf[index] = members.length;
      knot.push(index);
    }
    members.push(knot);
  };
  for (let root = 0; root < size; root++) {
    const frames = order[root] === -1 ? [enter(root)] : [];
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const target = graph.downstream[frame.index]?.[frame.next++];
      if (target === undefined) {
        frames.pop();
        if (low[frame.index] === order[frame.index]) close(frame.index);
        const parent = frames.at(-1);
        if (parent) low[parent.index] = Math.min(low[parent.index] ?? 0, low[frame.index] ?? 0);
      } else if (order[target] === -1) frames.push(enter(target));
      else if (knotOf[target] === -1) low[frame.index] = Math.min(low[frame.index] ?? 0, order[target] ?? 0);
    }
  }
  return { members, knotOf };
}
