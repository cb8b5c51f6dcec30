// Layered drawing of a graph by dagre, one scope after the other, the inner ones first.
import { Graph, layout } from '@dagrejs/dagre';
import { emptyFrame, framePadding } from '../graph/card.ts';
import { type Point, type Size, toGrid } from '../graph/geometry.ts';
import type { Direction } from '../graph/ports.ts';
import { keepOrder } from './keep-order.ts';
import type { LayoutJob, LayoutScope, Places } from './layout-input.ts';
import { drawQuickLayers } from './quick-layers.ts';

const gaps = { right: { nodesep: 40, ranksep: 72 }, down: { nodesep: 48, ranksep: 56 } } as const;
/** From here on the exact ranking takes too long (20 s for some graphs of 1,000 tasks); the other one draws some edges longer. */
const manyTasks = 150;
/** From here on dagre as a whole takes too long: 1 to 2 s for 1,000 tasks, and no bound for many long edges. */
const tooManyTasks = 500;

/** Places from the corner of each scope: (0, 0) outside, behind the padding in groups. */
export function layOut({ direction, scopes }: LayoutJob): Places {
  const places: { [path: string]: Point } = {};
  for (const scope of scopes) layOutScope(scope, direction, places);
  return places;
}

function layOutScope(scope: LayoutScope, direction: Direction, places: { [path: string]: Point }): Size {
  const sizes = new Map<string, Size>();
  for (const { id, inner, width, height } of scope.tasks) {
    sizes.set(id, inner ? layOutScope(inner, direction, places) : { width, height });
  }
  const origin = scope.path === '' ? { x: 0, y: 0 } : { x: framePadding.left, y: framePadding.top };
  const corners = drawLayers(scope, sizes, direction);
  let [right, bottom] = [0, 0];
  for (const [id, { x, y }] of corners) {
    const at = { x: toGrid(origin.x + x), y: toGrid(origin.y + y) };
    places[scope.path === '' ? id : `${scope.path}.${id}`] = at;
    right = Math.max(right, at.x + (sizes.get(id)?.width ?? 0));
    bottom = Math.max(bottom, at.y + (sizes.get(id)?.height ?? 0));
  }
  return {
    width: Math.max(emptyFrame.width, right + framePadding.right),
    height: Math.max(emptyFrame.height, bottom + framePadding.bottom),
  };
}

/** Corners of the tasks, the least at (0, 0). */
function drawLayers(scope: LayoutScope, sizes: ReadonlyMap<string, Size>, direction: Direction): ReadonlyMap<string, Point> {
  const { nodesep, ranksep } = gaps[direction];
  const isQuick = scope.tasks.length > tooManyTasks;
  const corners = isQuick
    ? drawQuickLayers(scope, sizes, direction, { between: nodesep, layers: ranksep })
    : keepOrder(scope, drawWithDagre(scope, sizes, direction), sizes, direction);
  let [left, top] = [Infinity, Infinity];
  for (const { x, y } of corners.values()) {
    left = Math.min(left, x);
    top = Math.min(top, y);
  }
  return new Map([...corners].map(([id, { x, y }]) => [id, { x: x - left, y: y - top }]));
}

function drawWithDagre({ tasks, edges }: LayoutScope, sizes: ReadonlyMap<string, Size>, direction: Direction): Map<string, Point> {
  const graph = new Graph();
  graph.setGraph({
    rankdir: direction === 'right' ? 'LR' : 'TB',
    ranker: tasks.length > manyTasks ? 'tight-tree' : 'network-simplex',
    ...gaps[direction],
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of tasks) graph.setNode(id, { ...sizes.get(id) });
  for (const [from, to] of edges) graph.setEdge(from, to);
  layout(graph);
  return new Map(
    tasks.map(({ id }): [string, Point] => {
      const { x = 0, y = 0, width = 0, height = 0 } = graph.node(id) as Partial<Point & Size>;
      return [id, { x: x - width / 2, y: y - height / 2 }];
    }),
  );
}
