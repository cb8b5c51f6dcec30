import type { Failure } from '../failure.ts';
import { ok, type Result } from '../result.ts';
import type { Layout, Workflow } from '../schema.ts';
import { own, withField } from './record.ts';
import { outerPaths } from './task-path.ts';

/** Pixels from the origin of the group a task is in; x to the right, y down. */
export type Position = readonly [number, number];

export function positionOf(workflow: Workflow, path: string): Position | undefined {
  return own(workflow.layout?.tasks, path);
}

/** The corner of a group on the canvas, from which places in it count; of the canvas itself for ''. */
export function cornerOf(workflow: Workflow, group: string): Position {
  const corners = outerPaths(group).map((path) => positionOf(workflow, path) ?? [0, 0]);
  return corners.reduce<Position>(([x, y], [left, top]) => [x + left, y + top], [0, 0]);
}

/** Puts tasks (by path) and triggers (by id) at places on the canvas. Whole pixels: a drag leaves no tails of decimals in the text. */
export function moveInLayout(
  workflow: Workflow,
  args: { readonly tasks?: { readonly [path: string]: Position }; readonly triggers?: { readonly [id: string]: Position } },
): Result<Workflow, Failure> {
  const before: Layout = workflow.layout ?? {};
  let layout = before;
  if (args.tasks) layout = withField(layout, 'tasks', place(layout.tasks, args.tasks));
  if (args.triggers) layout = withField(layout, 'triggers', place(layout.triggers, args.triggers));
  return ok(layout === before ? workflow : { ...workflow, layout });
}

type Positions = Record<string, [number, number]>;

function place(positions: Positions | undefined, moved: { readonly [key: string]: Position }): Positions {
  const before = positions ?? {};
  const changes = Object.entries(moved)
    .map(([key, [x, y]]): [string, [number, number]] => [key, [Math.round(x), Math.round(y)]])
    .filter(([key, [x, y]]) => own(before, key)?.[0] !== x || own(before, key)?.[1] !== y);
  return changes.length === 0 && positions ? positions : { ...before, ...Object.fromEntries(changes) };
}

/** The direction the graph is drawn in. */
export function setDirection(workflow: Workflow, direction: 'right' | 'down'): Result<Workflow, Failure> {
  return ok({ ...workflow, layout: { ...workflow.layout, direction } });
}

/** Places a task where a position is known. */
export function placeTask(workflow: Workflow, path: string, at: Position | undefined): Workflow {
  if (!at) return workflow;
  const placed = moveInLayout(workflow, { tasks: { [path]: at } });
  return placed.ok ? placed.value : workflow;
}

/** Places in a group count from its corner: `direction` 1 comes out of a group, -1 goes in. */
export function shiftPositions(workflow: Workflow, paths: readonly string[], groupPath: string, direction: 1 | -1): Workflow {
  const corner = positionOf(workflow, groupPath);
  if (!corner) return workflow;
  const shifted = paths.flatMap((path): [string, Position][] => {
    const at = positionOf(workflow, path);
    return at ? [[path, [at[0] + direction * corner[0], at[1] + direction * corner[1]]]] : [];
  });
  const moved = moveInLayout(workflow, { tasks: Object.fromEntries(shifted) });
  return moved.ok ? moved.value : workflow;
}
