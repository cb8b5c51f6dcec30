// What a dragged task snaps to: the edges and centers of those around it first, the grid otherwise.
import { type Box, centerOf, type Point, toGrid } from './geometry.ts';

export type Line = { readonly axis: 'x' | 'y'; readonly at: number; readonly from: number; readonly to: number };
export type Alignment = { readonly delta: Point; readonly lines: readonly Line[] };

type Reach = {
  readonly others: readonly Box[] /** How near counts, in pixels of the canvas. */;
  readonly within: number;
  readonly origin: Point;
};

/** How far to move what is dragged, and the lines that say why. `origin`: the grid counts from here. */
export function alignDrag(dragged: Box, { others, within, origin }: Reach): Alignment {
  const x = nearest(dragged, others, 'x', within);
  const y = nearest(dragged, others, 'y', within);
  const delta = {
    x: x ? x.delta : toGrid(dragged.x - origin.x) - (dragged.x - origin.x),
    y: y ? y.delta : toGrid(dragged.y - origin.y) - (dragged.y - origin.y),
  };
  const moved = { ...dragged, x: dragged.x + delta.x, y: dragged.y + delta.y };
  const lines = [x, y].flatMap((match) => (match ? [lineOf(match, moved)] : []));
  return { delta, lines };
}

type Match = { readonly axis: 'x' | 'y'; readonly delta: number; readonly at: number; readonly other: Box };

function nearest(dragged: Box, others: readonly Box[], axis: 'x' | 'y', within: number): Match | null {
  let best: Match | null = null;
  const own = stopsOf(dragged, axis);
  for (const other of others) {
    const stops = stopsOf(other, axis);
    // Left with left, center with center, right with right: other pairs align by chance.
    for (let index = 0; index < 3; index += 1) {
      const at = stops[index] ?? 0;
      const delta = at - (own[index] ?? 0);
      if (Math.abs(delta) <= within && (!best || Math.abs(delta) < Math.abs(best.delta))) best = { axis, delta, at, other };
    }
  }
  return best;
}

function stopsOf(box: Box, axis: 'x' | 'y'): readonly [number, number, number] {
  const length = axis === 'x' ? box.width : box.height;
  return [box[axis], centerOf(box)[axis], box[axis] + length];
}

function lineOf({ axis, at, other }: Match, moved: Box): Line {
  const across = axis === 'x' ? 'y' : 'x';
  const length = axis === 'x' ? 'height' : 'width';
  return {
    axis,
    at,
    from: Math.min(moved[across], other[across]),
    to: Math.max(moved[across] + moved[length], other[across] + other[length]),
  };
}
