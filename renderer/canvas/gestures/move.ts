// What a drag comes to in the document: one step for each gesture.
import { insertIntoEdge } from '../../../engine/workflow/edit/insert-task.ts';
import { moveInLayout, type Position } from '../../../engine/workflow/edit/layout.ts';
import { moveTasks } from '../../../engine/workflow/edit/move-tasks.ts';
import { setNote } from '../../../engine/workflow/edit/notes.ts';
import { tasksIn } from '../../../engine/workflow/edit/scope.ts';
import { groupOf, joinPath } from '../../../engine/workflow/edit/task-path.ts';
import type { Failure } from '../../../engine/workflow/failure.ts';
import { ok, type Result } from '../../../engine/workflow/result.ts';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import { fitFrames } from '../graph/fit-frames.ts';
import type { Point } from '../graph/geometry.ts';
import { sortOut } from '../nodes/node-ids.ts';

/** Places by node id, from the corner of the group a task is in. */
export type MovedNodes = ReadonlyMap<string, Point>;

/** Puts tasks, triggers and notes where they were dropped. */
export function moveNodes(workflow: Workflow, moved: MovedNodes): Result<Workflow, Failure> {
  const { tasks, triggers, notes } = sortOut(moved.keys());
  const pick = (ids: readonly string[], nodeId: (id: string) => string) =>
    Object.fromEntries(ids.map((id) => [id, toPosition(moved.get(nodeId(id)))]));
  const placed = moveInLayout(workflow, {
    ...(tasks.length > 0 ? { tasks: pick(tasks, (path) => path) } : {}),
    ...(triggers.length > 0 ? { triggers: pick(triggers, (id) => `trigger:${id}`) } : {}),
  });
  if (!placed.ok) return placed;
  let next = fitFrames(placed.value, new Set(tasks.map(groupOf)));
  for (const index of notes) {
    const [x, y] = toPosition(moved.get(`note:${index}`));
    const changed = setNote(next, { index, note: { at: [Math.round(x), Math.round(y)] } });
    if (!changed.ok) return changed;
    next = changed.value;
  }
  return ok(next);
}

function toPosition(point: Point | undefined): Position {
  return [point?.x ?? 0, point?.y ?? 0];
}

export type Regrouped = { readonly workflow: Workflow; readonly paths: readonly string[] };

/**
 * Moves tasks of one group into another and puts them where they were dropped. `places`: by path, on the canvas. `corner`: of the
 * group they come into.
 */
export function regroup(
  workflow: Workflow,
  { places, to, corner }: { readonly places: MovedNodes; readonly to: string; readonly corner: Point },
): Result<Regrouped, Failure> {
  const before = tasksIn(workflow, to);
  if (!before.ok) return before;
  const from = groupOf([...places.keys()][0] ?? '');
  const siblings = tasksIn(workflow, from);
  const order = Object.keys(siblings.ok ? siblings.value : {}).map((id) => joinPath(from, id));
  const paths = order.filter((path) => places.has(path));
  const moved = moveTasks(workflow, { paths, to });
  if (!moved.ok) return moved;
  const after = tasksIn(moved.value, to);
  if (!after.ok) return after;
  // Taken ids got a number: what came in is told by the order.
  const came = Object.keys(after.value)
    .filter((id) => !Object.hasOwn(before.value, id))
    .map((id) => joinPath(to, id));
  const tasks = Object.fromEntries(
    came.map((path, index) => {
      const at = places.get(paths[index] ?? '') ?? corner;
      return [path, [at.x - corner.x, at.y - corner.y] as const];
    }),
  );
  const placed = moveInLayout(moved.value, { tasks });
  return placed.ok ? ok({ workflow: fitFrames(placed.value, [to]), paths: came }) : placed;
}

/** Puts a task that stands alone into an edge, where it was dropped. */
export function moveIntoEdge(
  workflow: Workflow,
  { path, at, edge }: { readonly path: string; readonly at: Point; readonly edge: { from: string; port?: string; to: string } },
): Result<Workflow, Failure> {
  const moved = moveNodes(workflow, new Map([[path, at]]));
  return moved.ok ? insertIntoEdge(moved.value, { edge, insert: { path } }) : moved;
}
