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
  const edges = ids.flatMap((id) =>
    [...new Set((siblings[id]?.needs ?? []).map((need) => parseNeed(need).task))]
      .filter((from) => chosen.has(from) && from !== id)
      .map((from): [string, string] => [from, id]),
  );
  return { path, tasks, edges };
}
