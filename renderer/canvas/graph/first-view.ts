// What is seen of a workflow when it is opened for the first time: all of it if it can be read then, else where it begins.
import type { Box, Size } from './geometry.ts';
import type { Direction } from './ports.ts';

export type Viewport = { readonly x: number; readonly y: number; readonly zoom: number };

const roomPx = 56;
/** Smaller, the words on a card can hardly be read. */
const leastZoom = 0.7;

/** `boxes`: of the tasks and all else; the one that the graph begins with is in sight in any case. */
export function firstView(extent: Box | null, size: Size, direction: Direction, boxes: Iterable<Box> = []): Viewport {
  if (!extent || size.width === 0) return { x: size.width / 2, y: size.height / 2, zoom: 1 };
  const whole = Math.min((size.width - 2 * roomPx) / extent.width, (size.height - 2 * roomPx) / extent.height, 1);
  const zoom = Math.max(leastZoom, whole);
  const middle = (from: number, length: number, room: number) => room / 2 - (from + length / 2) * zoom;
  const start = (from: number) => roomPx - from * zoom;
  const place = (axis: 'x' | 'y') => {
    const [length, room] = axis === 'x' ? [extent.width, size.width] : [extent.height, size.height];
    const isAll = length * zoom <= room - roomPx;
    if (isAll) return middle(extent[axis], length, room);
    if ((axis === 'x') === (direction === 'right')) return start(extent[axis]);
    const first = firstOf(boxes, direction) ?? extent;
    return middle(first[axis], axis === 'x' ? first.width : first.height, room);
  };
  return { x: place('x'), y: place('y'), zoom };
}

function firstOf(boxes: Iterable<Box>, direction: Direction): Box | null {
  const axis = direction === 'right' ? 'x' : 'y';
  let first: Box | null = null;
  for (const box of boxes) if (first === null || box[axis] < first[axis]) first = box;
  return first;
}
