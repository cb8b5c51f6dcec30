import { isWithin } from '../../../engine/workflow/edit/task-path.ts';
import type { Box, Point } from './geometry.ts';
import { boxAround, holds, isInside, overlaps } from './geometry.ts';
import type { ShownGraph, ShownTask } from './shown-graph.ts';

/** The task at a point; of tasks in groups the innermost. */
export function taskAtPoint(graph: ShownGraph, point: Point, margin = 0): ShownTask | null {
  let found: ShownTask | null = null;
  // A group stands before its tasks, so that the last one is the innermost.
  for (const task of graph.tasks.values()) if (holds(task.box, point, task.isFrame ? 0 : margin)) found = task;
  return found;
}

/** The innermost open group at a point that is not within one of `except`; '' outside of all. */
export function groupAtPoint(graph: ShownGraph, point: Point, except: readonly string[] = []): string {
  let found = '';
  for (const { path, isFrame, box } of graph.tasks.values()) {
    if (isFrame && holds(box, point) && !except.some((outer) => isWithin(path, outer))) found = path;
  }
  return found;
}

/** What a rubber band takes: cards that it touches, frames that it holds whole, and of a frame it holds nothing but the frame. */
export function tasksInBand(graph: ShownGraph, band: Box): readonly string[] {
  const taken: string[] = [];
  const frames = new Set<string>();
  for (const { path, group, isFrame, box } of graph.tasks.values()) {
    if (frames.has(group)) {
      if (isFrame) frames.add(path);
      continue;
    }
    if (isFrame ? !isInside(box, band) : !overlaps(box, band)) continue;
    taken.push(path);
    if (isFrame) frames.add(path);
  }
  return taken;
}

/** Everything on the canvas; null when there is nothing. */
export function extentOf(graph: ShownGraph, others: readonly Box[] = []): Box | null {
  return boxAround([...others, ...[...graph.tasks.values()].filter(({ group }) => group === '').map(({ box }) => box)]);
}
