import { moveInLayout, type Position } from '../../../engine/workflow/edit/layout.ts';
import { groupOf } from '../../../engine/workflow/edit/task-path.ts';
import { catalog } from '../../document/catalog.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import type { CanvasModel } from '../canvas-model.ts';
import { fitFrames } from '../graph/fit-frames.ts';
import { boxAround, type Point, toGrid } from '../graph/geometry.ts';
import { fitAll } from '../reveal.ts';
import { layoutScope } from './layout-input.ts';
import { layOutInWorker } from './layout-worker.ts';

/** Lays the selected tasks out (if two or more of one group are), or everything, as one step. */
export async function layOutTasks(model: CanvasModel): Promise<void> {
  const { workflow, selection } = model.session.store.getState();
  const [first] = selection.tasks;
  const group = groupOf(first ?? '');
  const isPart = selection.tasks.length > 1 && selection.tasks.every((path) => groupOf(path) === group);
  const choice = { workflow, catalog, closedGroups: model.closedGroups() };
  const scope = isPart ? layoutScope(choice, group, new Set(selection.tasks)) : layoutScope(choice, '');
  if (scope.tasks.length === 0) return;
  const places = await layOutInWorker({ direction: workflow.layout?.direction ?? 'right', scopes: [scope] });
  const tasks = scope.tasks.map(({ id }) => (scope.path === '' ? id : `${scope.path}.${id}`));
  const shift = shiftOf(model, tasks, places);
  const moved: { [path: string]: Position } = {};
  const outermost = new Set(tasks);
  for (const [path, { x, y }] of Object.entries(places)) moved[path] = outermost.has(path) ? [x + shift.x, y + shift.y] : [x, y];
  model.edit({
    label: canvasMessages.steps.layOut,
    gesture: 'direction',
    change: (now) => {
      const laidOut = moveInLayout(model.settled(now), { tasks: existingOf(model, moved) });
      return laidOut.ok ? { ok: true, value: fitFrames(laidOut.value, [group]) } : laidOut;
    },
  });
  if (!isPart) fitAll(model);
}

/** What was deleted while the worker was at it stays deleted. */
function existingOf({ store }: CanvasModel, moved: { readonly [path: string]: Position }): { readonly [path: string]: Position } {
  const { tasks } = store.getState().graph;
  return Object.fromEntries(Object.entries(moved).filter(([path]) => tasks.has(path)));
}

/** So that the upper left corner of what is laid out stays where it was. */
function shiftOf({ store }: CanvasModel, tasks: readonly string[], places: { readonly [path: string]: Point }): Point {
  const shown = store.getState().graph.tasks;
  const before = boxAround(tasks.flatMap((path) => shown.get(path) ?? []).map(({ at, box }) => ({ ...box, ...at })));
  const after = boxAround(tasks.flatMap((path) => places[path] ?? []).map((at) => ({ ...at, width: 0, height: 0 })));
  if (!before || !after) return { x: 0, y: 0 };
  return { x: toGrid(before.x - after.x), y: toGrid(before.y - after.y) };
}
