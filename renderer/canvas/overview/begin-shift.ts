import { groupOf, isWithin } from '../../../engine/workflow/edit/task-path.ts';
import type { CanvasModel } from '../canvas-model.ts';
import { beginSnap } from '../gestures/snap.ts';
import type { Point } from '../graph/geometry.ts';
import { cornerOf } from '../graph/shown-graph.ts';

/** Tasks that are dragged on the painted canvas, from where they were taken hold of. */
export function beginShift(model: CanvasModel, paths: readonly string[], from: Point) {
  const { graph } = model.store.getState();
  const snap = beginSnap(model, paths);
  const shown = paths.flatMap((path) => graph.tasks.get(path) ?? []);
  const corner = cornerOf(graph, groupOf(paths[0] ?? ''));
  return {
    isMoved: (path: string) => paths.some((outer) => isWithin(path, outer)),
    to(point: Point, isFree: boolean) {
      const raw = { x: point.x - from.x, y: point.y - from.y };
      const boxes = shown.map(({ box }) => ({ ...box, x: box.x + raw.x, y: box.y + raw.y }));
      const { delta, lines } = snap(boxes, corner, isFree);
      return { by: { x: raw.x + delta.x, y: raw.y + delta.y }, lines };
    },
    placesAfter: (by: Point) => new Map(shown.map(({ path, at }) => [path, { x: at.x + by.x, y: at.y + by.y }] as const)),
  };
}
