// What there is to lay out, as plain data for the worker: groups are laid out before the scope they are in.
import type { Catalog } from '../../../engine/workflow/catalog.ts';
import { joinPath } from '../../../engine/workflow/edit/task-path.ts';
import type { Tasks } from '../../../engine/workflow/graph/scope-graph.ts';
import { taskAt } from '../../../engine/workflow/graph/walk.ts';
import { parseNeed } from '../../../engine/workflow/needs.ts';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import { cardSizeFor } from '../graph/card.ts';
import type { Point, Size } from '../graph/geometry.ts';
import { type Direction, mainPortsOf, typePortsOf } from '../graph/ports.ts';

export type LayoutTask = Size & { readonly id: string /** Its own scope, when it is an open group. */; readonly inner: LayoutScope | null };
export type LayoutScope = {
  readonly path: string;
  readonly tasks: readonly LayoutTask[];
  /** Those of the first port first, those of failures last. */
  readonly edges: readonly (readonly [from: string, to: string])[];
};
export type LayoutJob = { readonly direction: Direction; readonly scopes: readonly LayoutScope[] };
/** By path, from the corner of the group a task is in. */
export type Places = { readonly [path: string]: Point };

export type LayoutChoice = {
  readonly workflow: Workflow;
  readonly catalog: Catalog;
  readonly closedGroups: ReadonlySet<string>;
};

/** The tasks of a group ('' for the workflow), and all those inside of open groups among them. */
export function layoutScope(choice: LayoutChoice, path: string, only?: ReadonlySet<string>): LayoutScope {
  const { workflow, catalog } = choice;
  const siblings: Tasks = path === '' ? workflow.tasks : (taskAt(workflow, path)?.tasks ?? {});
  const direction = workflow.layout?.direction ?? 'right';
  const ids = Object.keys(siblings).filter((id) => only === undefined || only.has(joinPath(path, id)));
  const chosen = new Set(ids);
  const tasks = ids.map((id): LayoutTask => {
    const task = siblings[id] ?? { type: '' };
    const inner = task.type === 'group' && !choice.closedGroups.has(joinPath(path, id)) ? layoutScope(choice, joinPath(path, id)) : null;
    const size = cardSizeFor(mainPortsOf(typePortsOf(task, catalog)).length, direction);
    return { id, ...size, inner };
  });
  const edges = ids.flatMap((id) => {
    const needs = (siblings[id]?.needs ?? []).map((need) => parseNeed(need)).filter(({ task }) => chosen.has(task) && task !== id);
    return [...new Map(needs.map((need) => [need.task, need])).values()].map(({ task: from, port }) => {
      const ports = mainPortsOf(typePortsOf(siblings[from] ?? { type: '' }, catalog));
      return { edge: [from, id] as const, rank: rankOf(port, ports) };
    });
  });
  return { path, tasks, edges: edges.sort((a, b) => a.rank - b.rank).map(({ edge }) => edge) };
}

/** Ports at the lower edge come behind those at the right, the one of failures last. */
function rankOf(port: string | undefined, mainPorts: readonly string[]): number {
  if (port === undefined) return 0;
  const index = mainPorts.indexOf(port);
  if (index >= 0) return index;
  return mainPorts.length + (port === 'failed' ? 1 : 0);
}
