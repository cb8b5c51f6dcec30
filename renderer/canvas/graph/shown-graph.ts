// What of a workflow is on the canvas, and where: the tasks outside of closed groups, with their places, sizes and ports.
import type { Catalog } from '../../../engine/workflow/catalog.ts';
import { own } from '../../../engine/workflow/edit/record.ts';
import { joinPath } from '../../../engine/workflow/edit/task-path.ts';
import type { Tasks } from '../../../engine/workflow/graph/scope-graph.ts';
import { parseNeed } from '../../../engine/workflow/needs.ts';
import type { Task, Workflow } from '../../../engine/workflow/schema.ts';
import { cardSizeFor, emptyFrame, framePadding } from './card.ts';
import { edgeKey } from './edge-key.ts';
import type { Box, Point, Size } from './geometry.ts';
import { type Direction, mainPortsOf, type Port, placePorts, typePortsOf } from './ports.ts';

export type ShownTask = {
  readonly path: string;
  readonly id: string;
  /** Path of the group it is in; '' for the workflow. */
  readonly group: string;
  readonly task: Task;
  /** An open group: a frame with its tasks in it. */
  readonly isFrame: boolean;
  /** From the corner of its group. */
  readonly at: Point;
  /** On the canvas. */
  readonly box: Box;
  readonly ports: readonly Port[];
  /** Names of the ports that an edge leaves from, with a blank between. */
  readonly used: string;
  readonly direction: Direction;
};

export type ShownEdge = { readonly key: string; readonly from: string; readonly port: string; readonly to: string; readonly group: string };

export type ShownGraph = {
  /** A group before its tasks. */
  readonly tasks: ReadonlyMap<string, ShownTask>;
  readonly edges: readonly ShownEdge[];
  readonly direction: Direction;
};

export const nothingShown: ShownGraph = { tasks: new Map(), edges: [], direction: 'right' };

export type Look = {
  readonly workflow: Workflow;
  readonly catalog: Catalog;
  readonly closedGroups: ReadonlySet<string>;
  /** Places of tasks that the document does not place. Tasks without any place are not shown. */
  readonly found: ReadonlyMap<string, Point>;
};

/** Tasks and edges that are as they were in `before` are the same objects. */
export function showGraph(look: Look, before: ShownGraph): ShownGraph {
  const direction = look.workflow.layout?.direction ?? 'right';
  const known = new Map(before.edges.map((edge) => [edge.key, edge]));
  const { tasks, edges } = showScope({ look, direction, before, known }, look.workflow.tasks, '', { x: 0, y: 0 });
  return { tasks: new Map(tasks.map((task) => [task.path, task])), edges, direction };
}

type Showing = {
  readonly look: Look;
  readonly direction: Direction;
  readonly before: ShownGraph;
  readonly known: ReadonlyMap<string, ShownEdge>;
};

/** `size`: from the origin of the scope to its farthest corner. */
type Shown = { readonly tasks: ShownTask[]; readonly edges: ShownEdge[]; readonly size: Size };
const nothing: Shown = { tasks: [], edges: [], size: { width: 0, height: 0 } };

function showScope(showing: Showing, siblings: Tasks, group: string, origin: Point): Shown {
  const used = usedPorts(siblings);
  const tasks: ShownTask[] = [];
  const edges: ShownEdge[] = [];
  const here = new Map<string, ShownTask>();
  let [width, height] = [0, 0];
  for (const [id, task] of Object.entries(siblings)) {
    const path = joinPath(group, id);
    const at = placeOf(showing.look, path);
    if (!at) continue;
    const box = { x: origin.x + at.x, y: origin.y + at.y };
    const isFrame = task.type === 'group' && !showing.look.closedGroups.has(path);
    const inner = isFrame ? showScope(showing, task.tasks ?? {}, path, box) : nothing;
    const shown = showTask(showing, { path, id, group, task, at, isFrame, used: used.get(id)?.join(' ') ?? '' }, box, inner.size);
    here.set(id, shown);
    tasks.push(shown);
    for (const task of inner.tasks) tasks.push(task);
    for (const edge of inner.edges) edges.push(edge);
  }
  for (const { at, box } of here.values()) {
    width = Math.max(width, at.x + box.width);
    height = Math.max(height, at.y + box.height);
  }
  showEdges(showing, here, group, edges);
  return { tasks, edges, size: { width, height } };
}

export function placeOf({ workflow, found }: Pick<Look, 'workflow' | 'found'>, path: string): Point | undefined {
  const placed = own(workflow.layout?.tasks, path);
  return placed ? { x: placed[0], y: placed[1] } : found.get(path);
}

type Placed = Pick<ShownTask, 'path' | 'id' | 'group' | 'task' | 'at' | 'isFrame' | 'used'>;

function showTask({ look, direction, before }: Showing, placed: Placed, corner: Point, inner: Size): ShownTask {
  const { path, task, isFrame } = placed;
  const old = before.tasks.get(path);
  if (old && !isFrame && isAsBefore(old, placed, direction, corner)) return old;
  const typePorts = old?.task === task ? old.ports.filter(isOfType).map(({ name }) => name) : typePortsOf(task, look.catalog);
  const size = isFrame ? frameSize(inner) : cardSizeFor(mainPortsOf(typePorts).length, direction);
  const ports = placePorts(typePorts, direction, size, isFrame);
  const next: ShownTask = { ...placed, direction, box: { ...corner, ...size }, ports };
  if (!old) return next;
  return isSame(old, next) ? old : { ...next, ports: samePorts(old.ports, ports) ? old.ports : ports };
}

/** A card of the same task at the same place is as large as it was. */
function isAsBefore(old: ShownTask, { task, at, isFrame, used }: Placed, direction: Direction, { x, y }: Point): boolean {
  const isThere = old.at.x === at.x && old.at.y === at.y && old.box.x === x && old.box.y === y;
  return isThere && old.task === task && old.isFrame === isFrame && old.used === used && old.direction === direction;
}

function isOfType({ isMain, name }: Port): boolean {
  return isMain && name !== 'done';
}

function frameSize({ width, height }: Size): Size {
  return {
    width: Math.max(emptyFrame.width, width + framePadding.right),
    height: Math.max(emptyFrame.height, height + framePadding.bottom),
  };
}

function isSame(a: ShownTask, b: ShownTask): boolean {
  return (
    a.task === b.task &&
    a.isFrame === b.isFrame &&
    a.used === b.used &&
    a.direction === b.direction &&
    a.at.x === b.at.x &&
    a.at.y === b.at.y &&
    a.box.x === b.box.x &&
    a.box.y === b.box.y &&
    a.box.width === b.box.width &&
    a.box.height === b.box.height
  );
}

function samePorts(a: readonly Port[], b: readonly Port[]): boolean {
  return a.length === b.length && a.every((port, at) => port.name === b[at]?.name && port.x === b[at].x && port.y === b[at].y);
}

function usedPorts(siblings: Tasks): ReadonlyMap<string, readonly string[]> {
  const used = new Map<string, string[]>();
  for (const { needs } of Object.values(siblings)) {
    for (const text of needs ?? []) {
      const { task, port } = parseNeed(text);
      const ports = used.get(task);
      if (!ports) used.set(task, [port]);
      else if (!ports.includes(port)) ports.push(port);
    }
  }
  return used;
}

function showEdges({ known }: Showing, here: ReadonlyMap<string, ShownTask>, group: string, edges: ShownEdge[]): void {
  for (const { path: to, task } of here.values()) {
    const seen = new Set<string>();
    for (const need of task.needs ?? []) {
      const { task: source, port } = parseNeed(need);
      const from = here.get(source)?.path;
      if (from === undefined || from === to) continue;
      const key = edgeKey({ from, port, to });
      if (!seen.has(key)) edges.push(known.get(key) ?? { key, from, port, to, group });
      seen.add(key);
    }
  }
}

/** The corner of an open group on the canvas, which places in it count from; of the canvas itself for ''. */
export function cornerOf(graph: ShownGraph, group: string): Point {
  return graph.tasks.get(group)?.box ?? { x: 0, y: 0 };
}
