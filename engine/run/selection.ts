// What runs when a run goes up to one task: the task, what it stands on at every level, and the hooks.
//
//   fetch ─► store ( clean ─► upsert ─► index ) ─► report      up to store.upsert: fetch, store, store.clean, store.upsert
//
// Nothing outside stands before anything inside, so what happens to the rest never reaches the selection.
import { invariant } from '../workflow/assert.ts';
import type { NodeProgram, Program, ScopeProgram } from './program.ts';
import { nodesAlong } from './program-paths.ts';

export type Selection = {
  readonly nodes: ReadonlySet<NodeProgram>;
  /** The groups around the last task. Only a part of each runs, so that its outputs and its condition say nothing. */
  readonly partial: ReadonlySet<NodeProgram>;
};

/** Linear in tasks and needs. `upTo` is a path in the definition. */
export function selectUpTo(program: Program, upTo: string): Selection {
  const along = nodesAlong(program, upTo);
  invariant(along, `the workflow has the task ${upTo}`);
  const nodes = new Set<NodeProgram>();
  const partial = new Set(along.slice(0, -1));
  let scope: ScopeProgram | null = program.root;
  for (const node of along) {
    if (scope) addUpstream(scope, node, nodes);
    if (partial.has(node)) nodes.add(node);
    else addWhole(node, nodes);
    scope = node.body;
  }
  for (const hook of program.hooks.nodes) addWhole(hook, nodes);
  return { nodes, partial };
}

function addUpstream(scope: ScopeProgram, node: NodeProgram, nodes: Set<NodeProgram>): void {
  const open = [node];
  for (let at = open.pop(); at; at = open.pop()) {
    for (const { from } of at.needs) {
      const upstream = scope.nodes[from] as NodeProgram;
      if (nodes.has(upstream)) continue;
      addWhole(upstream, nodes);
      open.push(upstream);
    }
  }
}

function addWhole(node: NodeProgram, nodes: Set<NodeProgram>): void {
  nodes.add(node);
  for (const member of node.body?.nodes ?? []) addWhole(member, nodes);
}
