// Where windows are, in pixels of all screens together.
import type { Rectangle } from 'electron';

const leastWidth = 120;
const leastHeight = 80;

/** Whether enough of a window is in an area to be grasped. */
export function overlaps(area: Rectangle, { x, y, width, height }: Rectangle): boolean {
  const across = Math.min(area.x + area.width, x + width) - Math.max(area.x, x);
  const down = Math.min(area.y + area.height, y + height) - Math.max(area.y, y);
  return across >= leastWidth && down >= leastHeight;
}
