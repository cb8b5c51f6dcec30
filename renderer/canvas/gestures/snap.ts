// What a drag snaps to, near by and from afar alike.
import { isWithin } from '../../../engine/workflow/edit/task-path.ts';
import type { CanvasModel } from '../canvas-model.ts';
import { type Alignment, alignDrag } from '../graph/align-drag.ts';
import { type Box, boxAround, overlaps, type Point } from '../graph/geometry.ts';
import { noteNodeId, triggerNodeId } from '../nodes/node-ids.ts';
import { sightOf } from '../sight.ts';

/** How near an alignment takes hold, in pixels of the screen. */
const reachPx = 6;

/** How far to shift what is dragged to, and why. `boxes` on the canvas; `origin`: the corner of the group that the grid counts from. */
export type Snap = (boxes: readonly Box[], origin: Point, isFree: boolean) => Alignment;

/** For a drag that begins; those around it stay where they are until it ends. */
export function beginSnap(model: CanvasModel, nodeIds: readonly string[]): Snap {
  const others = boxesAround(model, nodeIds);
  return (boxes, origin, isFree) => {
    const around = boxAround(boxes);
    if (!around || isFree || !model.services.view.getState().isSnapping) return { delta: { x: 0, y: 0 }, lines: [] };
    return alignDrag(around, { others, within: reachPx / (model.flow?.getZoom() ?? 1), origin });
  };
}

function boxesAround(model: CanvasModel, nodeIds: readonly string[]): readonly Box[] {
  const { graph, triggers, notes } = model.store.getState();
  const isDragged = (id: string) => nodeIds.some((outer) => isWithin(id, outer));
  const boxes = [
    ...[...graph.tasks.values()].filter(({ path, isFrame }) => !isDragged(path) && !(isFrame && nodeIds.some((id) => isWithin(id, path)))),
    ...triggers.filter(({ id }) => !nodeIds.includes(triggerNodeId(id))),
    ...notes.filter(({ index }) => !nodeIds.includes(noteNodeId(index))),
  ].map(({ box }) => box);
  const inSight = sightOf(model);
  return inSight ? boxes.filter((box) => overlaps(box, inSight)) : boxes;
}
