import type { NodeProgram, ScopeProgram } from './program.ts';

/** The tasks of a scope, each behind those it needs; otherwise as in the document. */
export function inOrder(scope: ScopeProgram): readonly NodeProgram[] {
  const open = scope.nodes.map((node) => node.needs.length);
  const order = scope.roots.map((index) => scope.nodes[index] as NodeProgram);
  for (let at = 0; at < order.length; at += 1) {
    for (const { to } of (order[at] as NodeProgram).takers) {
      open[to] = (open[to] as number) - 1;
      if (open[to] === 0) order.push(scope.nodes[to] as NodeProgram);
    }
  }
  return order;
}
