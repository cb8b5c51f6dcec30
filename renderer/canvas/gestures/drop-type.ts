// Task types dragged in from the palette.
import type { CanvasModel } from '../canvas-model.ts';
import { cardSize } from '../graph/card.ts';
import { edgeOf } from '../graph/edge-key.ts';
import { edgeAtPoint } from '../graph/edge-line.ts';
import type { Point } from '../graph/geometry.ts';
import { groupAtPoint } from '../graph/hit-test.ts';
import { addOfType } from './quick-add.ts';

/** What the palette puts on the drag: the name of the type. */
export const dragType = 'application/x-millrace-task-type';
const edgeReachPx = 16;

export function isTaskType({ types }: DataTransfer): boolean {
  return types.includes(dragType);
}

/** Marks what would take the task. */
export function hoverType(model: CanvasModel, pointer: Point): void {
  const { group, edge } = aimAt(model, pointer);
  const { target } = model.store.getState();
  if (edge === target?.edge && (group || undefined) === target?.group) return;
  model.store.setState({ target: edge === undefined ? (group === '' ? null : { group }) : { edge } });
}

/** Adds the task, its middle at the pointer: into an edge, into a group, or onto the canvas. */
export function dropType(model: CanvasModel, type: string, pointer: Point): void {
  model.store.setState({ target: null });
  if (!model.flow) return;
  const { group, edge } = aimAt(model, pointer);
  const at = model.flow.screenToFlowPosition(pointer);
  const corner = { x: at.x - cardSize.width / 2, y: at.y - cardSize.height / 2 };
  addOfType(model, type, { group, corner, edge: edge === undefined ? null : edgeOf(edge) });
  model.element?.focus({ preventScroll: true });
}

function aimAt({ store, flow }: CanvasModel, pointer: Point): { readonly group: string; readonly edge?: string } {
  if (!flow) return { group: '' };
  const { graph } = store.getState();
  const at = flow.screenToFlowPosition(pointer);
  const edge = edgeAtPoint(graph, at, edgeReachPx / flow.getZoom());
  return edge ? { group: edge.group, edge: edge.key } : { group: groupAtPoint(graph, at) };
}
