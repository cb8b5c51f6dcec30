// Adding a task from the list that opens on the canvas.
import { addTask } from '../../../engine/workflow/edit/add-task.ts';
import { connect, type Edge } from '../../../engine/workflow/edit/connect.ts';
import { insertIntoEdge } from '../../../engine/workflow/edit/insert-task.ts';
import { groupOf, joinPath } from '../../../engine/workflow/edit/task-path.ts';
import type { Failure } from '../../../engine/workflow/failure.ts';
import { ok, type Result } from '../../../engine/workflow/result.ts';
import type { Task, Workflow } from '../../../engine/workflow/schema.ts';
import { catalog } from '../../document/catalog.ts';
import { newTask } from '../../document/new-task.ts';
import { selectTasks } from '../../document/selection.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import type { CanvasModel } from '../canvas-model.ts';
import type { LooseEnd, QuickAdd } from '../canvas-state.ts';
import { cardSize } from '../graph/card.ts';
import { edgeOf } from '../graph/edge-key.ts';
import { fitFrames } from '../graph/fit-frames.ts';
import { type Point, pointToGrid } from '../graph/geometry.ts';
import { groupAtPoint } from '../graph/hit-test.ts';
import { makeRoom } from '../graph/make-room.ts';
import { freePlace } from '../graph/place-missing.ts';
import { cornerOf, type ShownEdge } from '../graph/shown-graph.ts';
import { revealNodes } from '../reveal.ts';

/** Opens the list at a point of the canvas; what is chosen goes into the group that is there. */
export function beginQuickAdd(model: CanvasModel, at: Point): void {
  model.store.setState({ quickAdd: { at, group: groupAtPoint(model.store.getState().graph, at), link: null, edge: null } });
}

/** Opens the list for a task that is connected to a port (or, for the input of a task, needed by it). */
export function beginConnected(model: CanvasModel, at: Point, link: LooseEnd): void {
  model.store.setState({ quickAdd: { at, group: groupOf(link.path), link, edge: null } });
}

/** Opens the list for a task behind another one, where there is a free place. */
export function beginBehind(model: CanvasModel, path: string, port?: string): void {
  const { graph } = model.store.getState();
  const source = graph.tasks.get(path);
  if (!source) return;
  const isRight = graph.direction === 'right';
  const { x, y, width, height } = source.box;
  const wanted = isRight ? { x: x + width + gaps.right, y } : { x, y: y + height + gaps.down };
  const others = [...graph.tasks.values()].filter(({ group, path: other }) => group === source.group && other !== path);
  const corner = freePlace(
    { ...wanted, ...cardSize },
    others.map(({ box }) => box),
    graph.direction,
  );
  const at = isRight ? { x: corner.x, y: corner.y + cardSize.height / 2 } : { x: corner.x + cardSize.width / 2, y: corner.y };
  beginConnected(model, at, { path, port: port ?? source.ports[0]?.name ?? 'done' });
}

const gaps = { right: 72, down: 64 } as const;

/** Opens the list for a task that is put into an edge. */
export function beginInsert(model: CanvasModel, { key, group }: ShownEdge, at: Point): void {
  model.store.setState({ quickAdd: { at, group, link: null, edge: edgeOf(key) } });
}

export function closeQuickAdd(model: CanvasModel): void {
  model.store.setState({ quickAdd: null });
  model.element?.focus({ preventScroll: true });
}

/** Adds a task of the type where the list was opened. */
export function addFromList(model: CanvasModel, type: string, quickAdd: QuickAdd): boolean {
  const { at, group, link, edge } = quickAdd;
  const corner = cornerFor(model, at, link, edge);
  return addOfType(model, type, { group, corner, link, edge });
}

/** Where the corner of the new card goes: its input under the pointer, or its middle on the edge. */
function cornerFor({ store }: CanvasModel, at: Point, link: LooseEnd | null, edge: Edge | null): Point {
  const isRight = store.getState().graph.direction === 'right';
  if (edge) return { x: at.x - cardSize.width / 2, y: at.y - cardSize.height / 2 };
  if (link?.port === null) {
    return isRight
      ? { x: at.x - cardSize.width, y: at.y - cardSize.height / 2 }
      : { x: at.x - cardSize.width / 2, y: at.y - cardSize.height };
  }
  if (link) return isRight ? { x: at.x, y: at.y - cardSize.height / 2 } : { x: at.x - cardSize.width / 2, y: at.y };
  return at;
}

export type Addition = {
  readonly group: string;
  /** On the canvas. */
  readonly corner: Point;
  readonly link?: LooseEnd | null;
  readonly edge?: Edge | null;
};

/** Adds a task of a type, connected as asked, and selects it. */
export function addOfType(model: CanvasModel, type: string, { group, corner, link = null, edge = null }: Addition): boolean {
  const { workflow } = model.session.store.getState();
  const { id, task } = newTask(workflow, type, group);
  const origin = cornerOf(model.store.getState().graph, group);
  const { x, y } = pointToGrid({ x: corner.x - origin.x, y: corner.y - origin.y });
  const path = joinPath(group, id);
  const title = catalog.get(type)?.title ?? canvasMessages.group;
  const isAdded = model.edit({
    label: edge ? canvasMessages.steps.insert(title) : canvasMessages.steps.add(title),
    change: (before) => {
      const settled = model.settled(before);
      const from = edge ? model.store.getState().graph.tasks.get(edge.from)?.box : undefined;
      const room = edge && from ? makeRoom(settled, edge, from, settled.layout?.direction ?? 'right') : null;
      const place = room ? pointToGrid(room.at) : { x, y };
      const added = addPlaced(room?.workflow ?? settled, { group, id, task, at: [place.x, place.y], edge });
      if (!added.ok) return added;
      const linked = link ? connect(added.value, edgeTo(link, path, task)) : added;
      return linked.ok ? ok(fitFrames(linked.value, [group])) : linked;
    },
    select: () => selectTasks([path]),
  });
  if (!isAdded) return false;
  revealNodes(model, [path]);
  // What it is to do comes first: there is no data of it yet.
  model.services.view.setState({ inspectorTab: 'configure' });
  return true;
}

type Placed = {
  readonly group: string;
  readonly id: string;
  readonly task: Task;
  readonly at: readonly [number, number];
  readonly edge: Edge | null;
};

function addPlaced(workflow: Workflow, { group, id, task, at, edge }: Placed): Result<Workflow, Failure> {
  return edge ? insertIntoEdge(workflow, { edge, insert: { id, task, at } }) : addTask(workflow, { group, id, task, at });
}

function edgeTo({ path, port }: LooseEnd, added: string, task: Task): Edge {
  if (port !== null) return { from: path, port, to: added };
  const first = catalog.get(task.type)?.ports({})[0];
  return { from: added, ...(first ? { port: first } : {}), to: path };
}
