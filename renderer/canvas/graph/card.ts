// How large things are drawn.
import type { Size } from './geometry.ts';

export const cardSize: Size = { width: 208, height: 56 };
export const noteSize: Size = { width: 208, height: 112 };
export const smallestNote: Size = { width: 120, height: 56 };

/** Room between the border of an open group and its tasks; the title is at the top. New groups are made with the same. */
export const framePadding = { left: 24, top: 56, right: 24, bottom: 24 } as const;
export const emptyFrame: Size = { width: 256, height: 136 };

const portGap = 20;

/** A card with many ports is higher (or wider, when the graph goes down). */
export function cardSizeFor(mainPorts: number, direction: 'right' | 'down'): Size {
  const needed = Math.ceil((mainPorts * portGap + 8) / 8) * 8;
  if (direction === 'right') return needed > cardSize.height ? { ...cardSize, height: needed } : cardSize;
  const wanted = Math.ceil((mainPorts * portGap * 2.5) / 8) * 8;
  return wanted > cardSize.width ? { ...cardSize, width: wanted } : cardSize;
}
