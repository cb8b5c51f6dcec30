// Bringing things into sight.

import { getViewportForBounds } from '@xyflow/react';
import { groupOf, outerPaths } from '../../engine/workflow/edit/task-path.ts';
import { ownLook } from './canvas-look.ts';
import type { CanvasModel } from './canvas-model.ts';
import { firstView, type Viewport } from './graph/first-view.ts';
import { type Box, boxAround, centerOf, isInside, type Size } from './graph/geometry.ts';
import { extentOf } from './graph/hit-test.ts';
import { meantBy, noteNodeId, triggerNodeId } from './nodes/node-ids.ts';
import { sightOf } from './sight.ts';

export const zoomRange = { least: 0.05, most: 2.5 };
const motionMs = 160;
const roomPx = 48;

function duration(): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : motionMs;
}

export function fitAll(model: CanvasModel): void {
  const extent = everythingOn(model);
  const { flow, element } = model;
  if (!extent || !flow || !element) return;
  model.look = ownLook;
  void flow.setViewport(fitting(extent, element), { duration: duration() });
}

/** With which everything can be seen. */
export function fitting(extent: Box, { clientWidth, clientHeight }: HTMLElement): Viewport {
  return getViewportForBounds(extent, clientWidth, clientHeight, zoomRange.least, largestFit, roomAround);
}

/** What is fitted into the canvas is not larger than life. */
const largestFit = 1.25;
/** In pixels, what the tools at the lower side cover. */
export const toolsHeight = 60;
/** The switch above and the tools below lie on the canvas; with room around them. */
const overlays = { top: 60, bottom: toolsHeight + 12 } as const;
const roomAround = { top: `${overlays.top}px`, bottom: `${overlays.bottom}px`, x: '28px' } as const;

/** Around everything; null when there is nothing. */
export function everythingOn({ store }: CanvasModel): Box | null {
  const { graph, triggers, notes } = store.getState();
  return extentOf(
    graph,
    [...triggers, ...notes].map(({ box }) => box),
  );
}

/** For a workflow that was never opened before, in a canvas of this size. */
export function firstViewOf(model: CanvasModel, size: Size): Viewport {
  const { graph } = model.store.getState();
  return firstView(
    everythingOn(model),
    size,
    graph.direction,
    [...graph.tasks.values()].map(({ box }) => box),
  );
}

/** Looks at where the workflow begins, unless the person has looked around already. */
export function showStart(model: CanvasModel): void {
  if (!model.flow || !model.element || model.look.kind !== 'opened') return;
  const { clientWidth: width, clientHeight: height } = model.element;
  void model.flow.setViewport(firstViewOf(model, { width, height }));
}

/** What is selected fills the canvas, but is not larger than life. */
export function fitSelection(model: CanvasModel): void {
  const box = boxAround(boxesOf(model, selectedNodes(model)));
  if (!box || !model.flow || !model.element) return;
  model.look = ownLook;
  const { width, height } = model.element.getBoundingClientRect();
  const zoom = Math.min(largestFit, (width - 2 * roomPx) / box.width, (height - 2 * roomPx) / box.height);
  const { x, y } = centerOf(box);
  void model.flow.setCenter(x, y, { zoom, duration: duration() });
}

/** Moves the canvas no farther than it takes to see what is selected; goes back where that is too large to be seen whole. */
export function showSelected(model: CanvasModel): void {
  const nodeIds = selectedNodes(model);
  const box = boxAround(boxesOf(model, nodeIds));
  const sight = openSight(model);
  if (box && sight && (box.width > sight.width || box.height > sight.height)) fitSelection(model);
  else revealNodes(model, nodeIds);
}

export function selectedNodes({ session }: CanvasModel): readonly string[] {
  const { tasks, notes, triggers, edges } = session.store.getState().selection;
  const ends = edges.flatMap(({ from, to }) => [from, to]);
  return [...tasks, ...ends, ...notes.map(noteNodeId), ...triggers.map(triggerNodeId)];
}

/** Opens the groups a task is in, and brings it into sight if it is not. */
export function revealTask(model: CanvasModel, path: string): void {
  const closed = model.closedGroups();
  for (const group of outerPaths(groupOf(path))) if (closed.has(group)) model.setOpen(group, true);
  revealNodes(model, [path]);
}

/** Moves the canvas no farther than it takes to see them; comes nearer when they are too small to be read. */
export function revealNodes(model: CanvasModel, nodeIds: readonly string[]): void {
  const box = boxAround(boxesOf(model, nodeIds));
  const sight = openSight(model);
  const { flow } = model;
  if (!box || !sight || !flow) return;
  const zoom = flow.getZoom();
  const isReadable = zoom >= readableZoom;
  if (isInside(box, sight) && isReadable) return;
  model.look = ownLook;
  if (!isReadable || box.width > sight.width || box.height > sight.height) {
    const { x, y } = centerOf(box);
    void flow.setCenter(x, y, { zoom: Math.max(zoom, revealZoom), duration: duration() });
    return;
  }
  const room = roomPx / zoom;
  const by = {
    x: stepInto(box.x - room, box.x + box.width + room, sight.x, sight.x + sight.width),
    y: stepInto(box.y - room, box.y + box.height + room, sight.y, sight.y + sight.height),
  };
  const { x, y } = flow.getViewport();
  void flow.setViewport({ x: x - by.x * zoom, y: y - by.y * zoom, zoom }, { duration: duration() });
}

/** What is in sight and not under the switch above or the tools below. */
function openSight(model: CanvasModel): Box | null {
  const sight = sightOf(model);
  if (!sight || !model.flow) return null;
  const zoom = model.flow.getZoom();
  const [above, below] = [overlays.top / zoom, overlays.bottom / zoom];
  return { ...sight, y: sight.y + above, height: Math.max(0, sight.height - above - below) };
}

const readableZoom = 0.5;
const revealZoom = 0.8;

/** How far what is seen moves so that it holds the stretch from `start` to `end`. */
function stepInto(start: number, end: number, from: number, to: number): number {
  if (start < from) return start - from;
  return end > to ? Math.min(end - to, start - from) : 0;
}

export function boxesOf({ store }: CanvasModel, nodeIds: readonly string[]): readonly Box[] {
  const { graph, triggers, notes } = store.getState();
  return nodeIds.flatMap((nodeId) => {
    const meant = meantBy(nodeId);
    if (meant.kind === 'note') return notes[meant.index]?.box ?? [];
    if (meant.kind === 'trigger') return triggers.find(({ id }) => id === meant.id)?.box ?? [];
    return graph.tasks.get(meant.path)?.box ?? [];
  });
}

export function zoomBy(model: CanvasModel, factor: number): void {
  const { flow } = model;
  model.look = ownLook;
  if (flow) void flow.zoomTo(flow.getZoom() * factor, { duration: duration() });
}
