// A task that is put into an edge needs a place between the two: what follows steps back.
import { moveInLayout, type Position, positionOf } from '../../../engine/workflow/edit/layout.ts';
import { tasksIn } from '../../../engine/workflow/edit/scope.ts';
import { groupOf, idOf, joinPath } from '../../../engine/workflow/edit/task-path.ts';
import { descendants } from '../../../engine/workflow/graph/reach.ts';
import { scopeGraph } from '../../../engine/workflow/graph/scope-graph.ts';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import { cardSize } from './card.ts';
import type { Point, Size } from './geometry.ts';
import type { Direction } from './ports.ts';

const gap = { right: 72, down: 56 } as const;

export type Room = { readonly workflow: Workflow; readonly at: Point };

/**
 * The place of a card between two tasks, and the workflow in which there is room for it: the second task and those behind it that
 * stand farther along are moved on. `sizeOf` gives the first task's size.
 */
export function makeRoom(
  workflow: Workflow,
  edge: { readonly from: string; readonly to: string },
  from: Size,
  direction: Direction,
): Room | null {
  const [source, target] = [positionOf(workflow, edge.from), positionOf(workflow, edge.to)];
  if (!source || !target) return null;
  const axis = direction === 'right' ? 0 : 1;
  const length = direction === 'right' ? 'width' : 'height';
  const begin = source[axis] + from[length] + gap[direction];
  const missing = begin + cardSize[length] + gap[direction] - target[axis];
  const at = missing > 0 ? begin : (source[axis] + from[length] + target[axis] - cardSize[length]) / 2;
  const place = direction === 'right' ? { x: at, y: target[1] } : { x: target[0], y: at };
  if (missing <= 0) return { workflow, at: place };
  const tasks: { [path: string]: Position } = {};
  for (const path of behind(workflow, edge.to)) {
    const position = positionOf(workflow, path);
    if (!position || position[axis] < target[axis]) continue;
    const by = Math.ceil(missing / 8) * 8;
    tasks[path] = direction === 'right' ? [position[0] + by, position[1]] : [position[0], position[1] + by];
  }
  const moved = moveInLayout(workflow, { tasks });
  return moved.ok ? { workflow: moved.value, at: place } : null;
}

function behind(workflow: Workflow, path: string): readonly string[] {
  const group = groupOf(path);
  const tasks = tasksIn(workflow, group);
  if (!tasks.ok) return [path];
  return [path, ...[...descendants(scopeGraph(tasks.value), idOf(path))].map((id) => joinPath(group, id))];
}
