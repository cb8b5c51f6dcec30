// Drawing an edge: what would be connected at the pointer, and why it cannot be.
import { connect, type Edge, reconnect } from '../../../engine/workflow/edit/connect.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import type { CanvasModel } from '../canvas-model.ts';
import type { LooseEnd } from '../canvas-state.ts';
import { edgeKey } from '../graph/edge-key.ts';
import type { Point } from '../graph/geometry.ts';
import { taskAtPoint } from '../graph/hit-test.ts';
import { meantBy } from '../nodes/node-ids.ts';

const hintMs = 4000;

/** The edge between a loose end and a task. */
export function edgeBetween({ path, port }: LooseEnd, other: string): Edge {
  return port === null ? { from: other, to: path } : { from: path, port, to: other };
}

/** Why an edge cannot be; null when it can. `replaced`: the edge of which an end is moved. */
export function refusalOf(model: CanvasModel, edge: Edge, replaced: Edge | null = null): string | null {
  if (meantBy(edge.from).kind !== 'task' || meantBy(edge.to).kind !== 'task') return canvasMessages.refusedTrigger;
  if (replaced && edgeKey(replaced) === edgeKey(edge)) return null;
  const { workflow } = model.session.store.getState();
  const tried = replaced ? reconnect(workflow, { edge: replaced, to: edge }) : connect(workflow, edge);
  return tried.ok ? null : tried.failure.message;
}

export function connectTasks(model: CanvasModel, edge: Edge): void {
  model.edit({
    label: canvasMessages.steps.connect,
    change: (workflow) => connect(workflow, edge),
    select: () => ({ tasks: [], notes: [], triggers: [], edges: [edge] }),
  });
}

export function reconnectTasks(model: CanvasModel, edge: Edge, to: Edge): void {
  if (edgeKey(edge) === edgeKey(to)) return;
  model.edit({
    label: canvasMessages.steps.reconnect,
    change: (workflow) => reconnect(workflow, { edge, to }),
    select: () => ({ tasks: [], notes: [], triggers: [], edges: [to] }),
  });
}

/** While an edge is drawn: marks the task at the pointer that would take it, or says why not. `at` on the canvas. */
export function showAim(model: CanvasModel, end: LooseEnd, at: Point, replaced: Edge | null): void {
  const aimed = taskAtPoint(model.store.getState().graph, at, 8);
  const path = aimed && !aimed.isFrame && aimed.path !== end.path ? aimed.path : null;
  const refusal = path === null ? null : refusalOf(model, edgeBetween(end, path), replaced);
  model.store.setState({
    target: path !== null && refusal === null ? { group: path } : null,
    hint: refusal === null || model.pointer === null ? null : { text: refusal, at: model.pointer },
  });
}

/** Leaves the reason at the pointer for a while. */
export function tellAtPointer(model: CanvasModel, text: string): void {
  const hint = { text, at: model.pointer ?? { x: 0, y: 0 } };
  model.store.setState({ hint });
  setTimeout(() => {
    if (model.store.getState().hint === hint) model.store.setState({ hint: null });
  }, hintMs);
}
