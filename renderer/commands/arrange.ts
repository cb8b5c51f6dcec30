// Aligning and distributing boxes: where each goes, by the edge or the center that they shall share.
import type { CanvasBox } from '../app/surfaces.ts';

export type Alignment = 'left' | 'center' | 'right' | 'top' | 'middle' | 'bottom';
export type Moves = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

/** New corners by path. */
export function align(boxes: ReadonlyMap<string, CanvasBox>, to: Alignment): Moves {
  const all = [...boxes.values()];
  const left = Math.min(...all.map(({ x }) => x));
  const right = Math.max(...all.map(({ x, width }) => x + width));
  const top = Math.min(...all.map(({ y }) => y));
  const bottom = Math.max(...all.map(({ y, height }) => y + height));
  const place = ({ x, y, width, height }: CanvasBox) => {
    if (to === 'left') return { x: left, y };
    if (to === 'right') return { x: right - width, y };
    if (to === 'center') return { x: (left + right - width) / 2, y };
    if (to === 'top') return { x, y: top };
    if (to === 'bottom') return { x, y: bottom - height };
    return { x, y: (top + bottom - height) / 2 };
  };
  return new Map([...boxes].map(([path, box]) => [path, place(box)]));
}

/** The same room between all of them; the first and the last stay. */
export function distribute(boxes: ReadonlyMap<string, CanvasBox>, axis: 'x' | 'y'): Moves {
  const length = axis === 'x' ? 'width' : 'height';
  const order = [...boxes].sort(([, a], [, b]) => a[axis] - b[axis]);
  const [first, last] = [order[0]?.[1], order.at(-1)?.[1]];
  if (!first || !last) return new Map();
  const filled = order.reduce((sum, [, box]) => sum + box[length], 0);
  const gap = (last[axis] + last[length] - first[axis] - filled) / Math.max(1, order.length - 1);
  let at = first[axis];
  return new Map(
    order.map(([path, box]) => {
      const place = { x: box.x, y: box.y, [axis]: at };
      at += box[length] + gap;
      return [path, place];
    }),
  );
}
