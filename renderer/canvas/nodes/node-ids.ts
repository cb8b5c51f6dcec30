// Ids of nodes in the drawing: tasks have their paths, in which no colon can be.
const triggerPrefix = 'trigger:';
const notePrefix = 'note:';

export function triggerNodeId(id: string): string {
  return triggerPrefix + id;
}

export function noteNodeId(index: number): string {
  return notePrefix + String(index);
}

export type Meant =
  | { readonly kind: 'task'; readonly path: string }
  | { readonly kind: 'trigger'; readonly id: string }
  | { readonly kind: 'note'; readonly index: number };

export function meantBy(nodeId: string): Meant {
  if (nodeId.startsWith(triggerPrefix)) return { kind: 'trigger', id: nodeId.slice(triggerPrefix.length) };
  if (nodeId.startsWith(notePrefix)) return { kind: 'note', index: Number(nodeId.slice(notePrefix.length)) };
  return { kind: 'task', path: nodeId };
}

/** Node ids by what they mean. */
export function sortOut(nodeIds: Iterable<string>): { tasks: string[]; triggers: string[]; notes: number[] } {
  const sorted = { tasks: [] as string[], triggers: [] as string[], notes: [] as number[] };
  for (const nodeId of nodeIds) {
    const meant = meantBy(nodeId);
    if (meant.kind === 'task') sorted.tasks.push(meant.path);
    else if (meant.kind === 'trigger') sorted.triggers.push(meant.id);
    else sorted.notes.push(meant.index);
  }
  return sorted;
}
