// What the canvas shows when its size changes: because of the code beside it, the drawer below, a panel, the window.
import { ownLook } from './canvas-look.ts';
import type { CanvasModel } from './canvas-model.ts';
import type { Viewport } from './graph/first-view.ts';
import { isInside, type Size } from './graph/geometry.ts';
import { everythingOn, fitting, revealNodes, selectedNodes, showStart, toolsHeight } from './reveal.ts';

/** Below, names are too small to be worth that all of them are in sight. */
const legibleZoom = 0.22;

/** What showed the whole workflow goes on to show it, and is as before when there is room again. Returns what ends it. */
export function keepLook(model: CanvasModel, element: HTMLElement): () => void {
  let before = sizeOf(element);
  const observer = new ResizeObserver(() => {
    const after = sizeOf(element);
    adapt(model, before, after);
    before = after;
  });
  observer.observe(element);
  return () => observer.disconnect();
}

function adapt(model: CanvasModel, before: Size, after: Size): void {
  const { look, flow } = model;
  if (!flow) return;
  if (look.kind === 'opened') return showStart(model);
  if (look.kind === 'squeezed') {
    if (after.width < look.size.width || after.height < look.size.height) return squeeze(model);
    model.look = ownLook;
    void flow.setViewport(look.viewport);
    return;
  }
  const viewport = flow.getViewport();
  if (!showsAll(model, viewport, before) || showsAll(model, viewport, after)) return;
  model.look = { kind: 'squeezed', viewport, size: before };
  squeeze(model);
}

function squeeze(model: CanvasModel): void {
  const { flow, element, look } = model;
  const extent = everythingOn(model);
  if (!flow || !element || !extent) return;
  const next = fitting(extent, element);
  if (next.zoom >= legibleZoom) void flow.setViewport(next);
  else revealNodes(model, selectedNodes(model));
  model.look = look;
}

function showsAll(model: CanvasModel, { x, y, zoom }: Viewport, { width, height }: Size): boolean {
  const extent = everythingOn(model);
  const sight = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: (height - toolsHeight) / zoom };
  return extent !== null && isInside(extent, sight);
}

function sizeOf({ clientWidth: width, clientHeight: height }: HTMLElement): Size {
  return { width, height };
}
