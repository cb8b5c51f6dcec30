// Tasks of a program by their paths in the definition: `store.upsert`.
import type { NodeProgram, Program, ScopeProgram } from './program.ts';

/** Of all tasks of a scope, members behind their group. */
export function* pathsIn(scope: ScopeProgram, prefix = ''): Generator<string> {
  for (const { id, body } of scope.nodes) {
    yield prefix + id;
    if (body) yield* pathsIn(body, `${prefix}${id}.`);
  }
}

/** The groups around a task, the outermost first, and the task itself; null when there is no such task. */
export function nodesAlong(program: Program, path: string): readonly NodeProgram[] | null {
  const nodes: NodeProgram[] = [];
  let scope: ScopeProgram | null = program.root;
  for (const id of path.split('.')) {
    const index: number | undefined = scope?.indexOf.get(id);
    const node: NodeProgram | undefined = index === undefined ? undefined : scope?.nodes[index];
    if (!node) return null;
    nodes.push(node);
    scope = node.body;
  }
  return nodes;
}
