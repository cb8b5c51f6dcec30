import type { CanvasModel } from './canvas-model.ts';
import type { Box } from './graph/geometry.ts';

/** The part of the canvas that is on the screen. */
export function sightOf({ flow, element }: CanvasModel): Box | null {
  if (!flow || !element) return null;
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const [from, to] = [flow.screenToFlowPosition({ x: left, y: top }), flow.screenToFlowPosition({ x: right, y: bottom })];
  return { ...from, width: to.x - from.x, height: to.y - from.y };
}
