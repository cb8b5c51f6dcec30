// Graphs as the canvas shows them, for tests.
import type { Task, Workflow } from '../../../engine/workflow/schema.ts';
import { catalog } from '../../document/catalog.ts';
import type { Point } from '../graph/geometry.ts';
import { nothingShown, type ShownGraph, showGraph } from '../graph/shown-graph.ts';

export type Places = { readonly [path: string]: readonly [number, number] };

/** A workflow whose tasks stand at places. */
export function workflowOf(tasks: { readonly [id: string]: Task }, places: Places = {}, layout: Workflow['layout'] = {}): Workflow {
  const at = Object.fromEntries(Object.entries(places).map(([path, [x, y]]): [string, [number, number]] => [path, [x, y]]));
  return { format: 1, id: 'test', tasks: { ...tasks }, layout: { ...layout, tasks: at } };
}

export function shown(
  workflow: Workflow,
  {
    before = nothingShown,
    closed = [],
    found = new Map(),
  }: Partial<{ before: ShownGraph; closed: readonly string[]; found: ReadonlyMap<string, Point> }> = {},
): ShownGraph {
  return showGraph({ workflow, catalog, closedGroups: new Set(closed), found }, before);
}

export const step = (needs: readonly string[] = [], more: Partial<Task> = {}): Task => ({
  type: 'data.set',
  ...(needs.length > 0 ? { needs: [...needs] } : {}),
  ...more,
});

export const groupOfTasks = (tasks: { readonly [id: string]: Task }, needs: readonly string[] = []): Task => ({
  type: 'group',
  ...(needs.length > 0 ? { needs: [...needs] } : {}),
  tasks: { ...tasks },
});
