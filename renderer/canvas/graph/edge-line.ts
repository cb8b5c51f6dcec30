// The way of an edge: right-angled, out of a port and into a task. Drawn, painted, exported and hit by the same points.
import type { Box, Point } from './geometry.ts';
import type { Direction, Port } from './ports.ts';
import { inPortOf } from './ports.ts';
import type { ShownEdge, ShownGraph } from './shown-graph.ts';

/** How far an edge goes straight before it may turn. */
const stub = 20;
/** How far below a card an edge from its lower side goes along. */
const under = 14;

export type EdgeEnds = { readonly from: Point; readonly side: Port['side']; readonly to: Point; readonly direction: Direction };

/** Points from the port to the task, the turns between. */
export function edgeLine({ from, side, to, direction }: EdgeEnds): readonly Point[] {
  const points = direction === 'right' ? lineRight(from, side, to) : lineRight(flip(from), flipSide(side), flip(to)).map(flip);
  return points.filter((point, index) => index === 0 || point.x !== points[index - 1]?.x || point.y !== points[index - 1]?.y);
}

function flip({ x, y }: Point): Point {
  return { x: y, y: x };
}

function flipSide(side: Port['side']): Port['side'] {
  return side === 'right' ? 'bottom' : 'right';
}

/** For a graph that goes to the right; the other one is the same with x and y exchanged. */
function lineRight(from: Point, side: Port['side'], to: Point): readonly Point[] {
  if (side === 'bottom') return lineFromBelow(from, to);
  if (from.y === to.y && to.x >= from.x) return [from, to];
  if (to.x - from.x >= 2 * stub) {
    const middle = (from.x + to.x) / 2;
    return [from, { x: middle, y: from.y }, { x: middle, y: to.y }, to];
  }
  const middle = (from.y + to.y) / 2;
  const [out, into] = [from.x + stub, to.x - stub];
  return [from, { x: out, y: from.y }, { x: out, y: middle }, { x: into, y: middle }, { x: into, y: to.y }, to];
}

/** Along under the row of the source, where no card is, and into the target from its side. */
function lineFromBelow(from: Point, to: Point): readonly Point[] {
  const below = from.y + under;
  const into = to.x - stub;
  return [from, { x: from.x, y: below }, { x: into, y: below }, { x: into, y: to.y }, to];
}

/** As an SVG path with rounded turns. */
export function roundedPath(points: readonly Point[], radius = 8): string {
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return '';
  let path = `M${first.x} ${first.y}`;
  for (let index = 1; index < points.length - 1; index += 1) {
    const [before, at, after] = [points[index - 1], points[index], points[index + 1]];
    if (!before || !at || !after) continue;
    const bend = Math.min(radius, distance(before, at) / 2, distance(at, after) / 2);
    const [enter, leave] = [towards(at, before, bend), towards(at, after, bend)];
    path += `L${enter.x} ${enter.y}Q${at.x} ${at.y} ${leave.x} ${leave.y}`;
  }
  return `${path}L${last.x} ${last.y}`;
}

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to);
  if (length === 0) return from;
  return { x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Where a label stands: in the middle of the middle piece, or of the longer of two. */
export function middleOf(points: readonly Point[]): Point {
  const pieces = points.slice(1).map((to, index): [Point, Point] => [points[index] ?? to, to]);
  const longest =
    pieces.length % 2 === 1 ? pieces[(pieces.length - 1) / 2] : [...pieces].sort((a, b) => distance(...b) - distance(...a))[0];
  const [from, to] = longest ?? [points[0] ?? { x: 0, y: 0 }, points[0] ?? { x: 0, y: 0 }];
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
}

/** The ends of an edge in the graph; null when one of them is not shown. `reach`: how far ports stand out. */
export function endsOfEdge(graph: ShownGraph, { from, port, to }: ShownEdge, reach = 0): EdgeEnds | null {
  const [source, target] = [graph.tasks.get(from), graph.tasks.get(to)];
  if (!source || !target) return null;
  const out = source.ports.find(({ name }) => name === port) ?? source.ports[0];
  if (!out) return null;
  const input = inPortOf(graph.direction, target.box, target.isFrame);
  const isRight = graph.direction === 'right';
  return {
    from: { x: source.box.x + out.x + (out.side === 'right' ? reach : 0), y: source.box.y + out.y + (out.side === 'bottom' ? reach : 0) },
    side: out.side,
    to: { x: target.box.x + input.x - (isRight ? reach : 0), y: target.box.y + input.y - (isRight ? 0 : reach) },
    direction: graph.direction,
  };
}

/** The edge nearest to a point, not farther from it than `within`. */
export function edgeAtPoint(graph: ShownGraph, point: Point, within: number): ShownEdge | null {
  let best: { readonly edge: ShownEdge; readonly away: number } | null = null;
  for (const edge of graph.edges) {
    const ends = endsOfEdge(graph, edge);
    if (!ends || !isNear(ends, point, within + 2 * stub)) continue;
    const line = edgeLine(ends);
    const away = Math.min(...line.slice(1).map((to, index) => distanceToPiece(point, line[index] ?? to, to)));
    if (away <= within && (!best || away < best.away)) best = { edge, away };
  }
  return best?.edge ?? null;
}

function isNear({ from, to }: EdgeEnds, { x, y }: Point, within: number): boolean {
  const box: Box = {
    x: Math.min(from.x, to.x),
    y: Math.min(from.y, to.y),
    width: Math.abs(from.x - to.x),
    height: Math.abs(from.y - to.y),
  };
  return x >= box.x - within && x <= box.x + box.width + within && y >= box.y - within && y <= box.y + box.height + within;
}

function distanceToPiece(point: Point, a: Point, b: Point): number {
  const square = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  if (square === 0) return distance(point, a);
  const along = Math.max(0, Math.min(1, ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / square));
  return distance(point, { x: a.x + along * (b.x - a.x), y: a.y + along * (b.y - a.y) });
}
