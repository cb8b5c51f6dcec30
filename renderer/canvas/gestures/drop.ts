// Where a drag of tasks ends: in their group, in another one, or in an edge.
import { groupOf } from '../../../engine/workflow/edit/task-path.ts';
import { selectTasks } from '../../document/selection.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import type { CanvasModel } from '../canvas-model.ts';
import { edgeOf } from '../graph/edge-key.ts';
import { edgeAtPoint } from '../graph/edge-line.ts';
import type { Point } from '../graph/geometry.ts';
import { groupAtPoint } from '../graph/hit-test.ts';
import { cornerOf } from '../graph/shown-graph.ts';
import { sortOut } from '../nodes/node-ids.ts';
import { tellAtPointer } from './connect.ts';
import { type MovedNodes, moveIntoEdge, moveNodes, regroup } from './move.ts';

/** What would take the dragged tasks; null: they stay in their group. */
export type DragAim = { readonly group: string } | { readonly edge: string } | null;

/** How near to an edge a task is dropped into it, in pixels of the screen. */
const edgeReachPx = 12;

/** Looks what is at the pointer, and marks it. */
export function aimDrag(model: CanvasModel, nodeIds: readonly string[]): DragAim {
  const aim = findAim(model, nodeIds);
  const { target } = model.store.getState();
  const next = aim && 'group' in aim ? (aim.group === '' ? null : { group: aim.group }) : aim;
  if (target?.group !== (next as { group?: string } | null)?.group || target?.edge !== (next as { edge?: string } | null)?.edge) {
    model.store.setState({ target: next });
  }
  return aim;
}

function findAim({ store, pointer, flow }: CanvasModel, nodeIds: readonly string[]): DragAim {
  const { tasks } = sortOut(nodeIds);
  const [first] = tasks;
  if (first === undefined || !pointer || !flow || tasks.length !== nodeIds.length) return null;
  const from = groupOf(first);
  if (tasks.some((path) => groupOf(path) !== from)) return null;
  const { graph } = store.getState();
  const at = flow.screenToFlowPosition(pointer);
  const group = groupAtPoint(graph, at, tasks);
  if (group !== from) return { group };
  if (tasks.length > 1 || isConnected(graph, first)) return null;
  const edge = edgeAtPoint(graph, at, edgeReachPx / flow.getZoom());
  return edge && edge.group === from ? { edge: edge.key } : null;
}

/** A task with edges of its own is only moved: it would be a surprise to find it in another edge. */
function isConnected(graph: { readonly edges: readonly { readonly from: string; readonly to: string }[] }, path: string): boolean {
  return graph.edges.some(({ from, to }) => from === path || to === path);
}

/** Writes where nodes were dropped into the document. Places count from the groups' corners. */
export function dropNodes(model: CanvasModel, places: MovedNodes, aim: DragAim): void {
  if (aim && 'group' in aim) return dropIntoGroup(model, places, aim.group);
  const [first] = places;
  if (aim && first) {
    const edge = edgeOf(aim.edge);
    model.edit({
      label: canvasMessages.steps.insertInto,
      change: (workflow) => moveIntoEdge(model.settled(workflow), { path: first[0], at: first[1], edge }),
    });
    return;
  }
  const { tasks } = sortOut(places.keys());
  const label = tasks.length === places.size ? canvasMessages.steps.move(places.size) : canvasMessages.steps.moveThings(places.size);
  model.edit({ label, change: (workflow) => moveNodes(model.settled(workflow), places) });
}

function dropIntoGroup(model: CanvasModel, places: MovedNodes, to: string): void {
  const { graph } = model.store.getState();
  const absolute = new Map(
    [...places].map(([path, { x, y }]): [string, Point] => {
      const origin = cornerOf(graph, groupOf(path));
      return [path, { x: origin.x + x, y: origin.y + y }];
    }),
  );
  const isOut = to === '' || to.length < groupOf([...places.keys()][0] ?? '').length;
  let paths: readonly string[] = [];
  const edited = model.session.edit({
    label: (isOut ? canvasMessages.steps.moveOutOfGroup : canvasMessages.steps.moveIntoGroup)(places.size),
    change: (workflow) => {
      const moved = regroup(model.settled(workflow), { places: absolute, to, corner: cornerOf(graph, to) });
      if (!moved.ok) return moved;
      paths = moved.value.paths;
      return { ok: true, value: moved.value.workflow };
    },
    select: () => selectTasks(paths),
  });
  if (!edited.ok) tellAtPointer(model, edited.failure.message);
}
