// What is seen of a workflow when it is opened for the first time: all of it if it can be read then, else where it begins.
import type { Box, Size } from './geometry.ts';
import type { Direction } from './ports.ts';

export type Viewport = { readonly x: number; readonly y: number; readonly zoom: number };

const roomPx = 56;
/** Smaller, the words on a card can hardly be read. */
const leastZoom = 0.7;

export function firstView(extent: Box | null, size: Size, direction: Direction): Viewport {
  if (!extent || size.width === 0) return { x: size.width / 2, y: size.height / 2, zoom: 1 };
  const whole = Math.min((size.width - 2 * roomPx) / extent.width, (size.height - 2 * roomPx) / extent.height, 1);
  const zoom = Math.max(leastZoom, whole);
  const middle = (from: number, length: number, room: number) => room / 2 - (from + length / 2) * zoom;
  const start = (from: number) => roomPx - from * zoom;
  const place = (axis: 'x' | 'y') => {
    const [length, room] = axis === 'x' ? [extent.width, size.width] : [extent.height, size.height];
    const isAll = length * zoom <= room - roomPx;
    // Across the way of the graph most of it is around the middle; along it, it begins at the start.
    const isAlong = (axis === 'x') === (direction === 'right');
    return isAll || !isAlong ? middle(extent[axis], length, room) : start(extent[axis]);
  };
  return { x: place('x'), y: place('y'), zoom };
}
