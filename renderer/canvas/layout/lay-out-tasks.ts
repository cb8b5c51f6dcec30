import { moveInLayout, type Position } from '../../../engine/workflow/edit/layout.ts';
import { groupOf, joinPath } from '../../../engine/workflow/edit/task-path.ts';
import { taskAt } from '../../../engine/workflow/graph/walk.ts';
import { ok } from '../../../engine/workflow/result.ts';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import { catalog } from '../../document/catalog.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import type { CanvasModel } from '../canvas-model.ts';
import { fitFrames } from '../graph/fit-frames.ts';
import { boxAround, type Point, toGrid } from '../graph/geometry.ts';
import { placeTrigger } from '../graph/show-others.ts';
import { fitAll, showSelected } from '../reveal.ts';
import { type LayoutScope, layoutScope, type Places } from './layout-input.ts';
import { layOutInWorker } from './layout-worker.ts';

/** Lays the selected tasks out (if two or more of one group are), or everything, as one step. */
export async function layOutTasks(model: CanvasModel): Promise<void> {
  const { workflow, selection } = model.session.store.getState();
  const group = groupOf(selection.tasks[0] ?? '');
  const isPart = selection.tasks.length > 1 && selection.tasks.every((path) => groupOf(path) === group);
  const choice = { workflow, catalog, closedGroups: model.closedGroups() };
  const scope = isPart ? layoutScope(choice, group, new Set(selection.tasks)) : layoutScope(choice, '');
  if (scope.tasks.length === 0) return;
  const places = await layOutInWorker({ direction: workflow.layout?.direction ?? 'right', scopes: [scope] });
  model.edit({
    label: canvasMessages.steps.layOut,
    gesture: 'direction',
    change: (now) => {
      const settled = model.settled(now);
      const moved = moveInLayout(settled, isPart ? keepCorner(model, scope, places) : withTriggers(model, settled, scope, places));
      return moved.ok ? ok(fitFrames(moved.value, [scope.path])) : moved;
    },
  });
  if (isPart) showSelected(model);
  else fitAll(model);
}

type Moves = { readonly tasks: { readonly [path: string]: Position }; readonly triggers?: { readonly [id: string]: Position } };

/** The upper left corner of what is laid out stays where it was. */
function keepCorner(model: CanvasModel, scope: LayoutScope, places: Places): Moves {
  const { tasks } = model.store.getState().graph;
  const paths = pathsOf(scope);
  const before = boxAround(paths.flatMap((path) => tasks.get(path) ?? []).map(({ at, box }) => ({ ...box, ...at })));
  const after = boxAround(paths.flatMap((path) => places[path] ?? []).map((at) => ({ ...at, width: 0, height: 0 })));
  const shift = before && after ? { x: before.x - after.x, y: before.y - after.y } : { x: 0, y: 0 };
  return { tasks: shifted(model.session.store.getState().workflow, scope, places, shift) };
}

/** Everything, with the triggers in front; the corner of both together stays, so that notes above stay above. */
function withTriggers(model: CanvasModel, workflow: Workflow, scope: LayoutScope, places: Places): Moves {
  const { graph, triggers } = model.store.getState();
  const paths = pathsOf(scope);
  const starts = paths.filter((path) => (taskAt(workflow, path)?.needs ?? []).length === 0).flatMap((path) => places[path] ?? []);
  const fronts = triggers.map(({ id, box }, index) => ({ id, box: { ...box, ...placeTrigger(starts, graph.direction, index) } }));
  const before = boxAround([...paths.flatMap((path) => graph.tasks.get(path) ?? []), ...triggers].map(({ box }) => box));
  const after = boxAround([
    ...paths.flatMap((path) => places[path] ?? []).map((at) => ({ ...at, width: 0, height: 0 })),
    ...fronts.map(({ box }) => box),
  ]);
  const shift = before && after ? { x: before.x - after.x, y: before.y - after.y } : { x: 0, y: 0 };
  const moved = fronts.map(({ id, box }) => [id, toPosition(box, shift)] as const);
  return { tasks: shifted(workflow, scope, places, shift), ...(moved.length > 0 ? { triggers: Object.fromEntries(moved) } : {}) };
}

function pathsOf({ path, tasks }: LayoutScope): readonly string[] {
  return tasks.map(({ id }) => joinPath(path, id));
}

/** Tasks in groups count from their groups; what was deleted while the worker was at it stays deleted. */
function shifted(workflow: Workflow, scope: LayoutScope, places: Places, shift: Point): Moves['tasks'] {
  const outermost = new Set(pathsOf(scope));
  return Object.fromEntries(
    Object.entries(places).flatMap(([path, at]) =>
      taskAt(workflow, path) ? [[path, toPosition(at, outermost.has(path) ? shift : { x: 0, y: 0 })] as const] : [],
    ),
  );
}

function toPosition({ x, y }: Point, shift: Point): Position {
  return [toGrid(x + shift.x), toGrid(y + shift.y)];
}
