// Breakpoints and pins, as dots at the corners of what has them.
import type { Marks } from '../../view/run-marks.ts';
import type { Box } from '../graph/geometry.ts';
import type { Palette } from './palette.ts';

/** Radius in pixels of the graph, and the least one on the screen. */
const radius = 9;
const leastPx = 4;

export function paintMarks(
  context: CanvasRenderingContext2D,
  { marks, palette, zoom }: { readonly marks: Marks; readonly palette: Palette; readonly zoom: number },
  boxOf: (path: string) => Box | null,
): void {
  const size = Math.max(radius, leastPx / zoom);
  const dot = (path: string, color: string, left: number) => {
    const box = boxOf(path);
    if (!box) return;
    context.beginPath();
    context.arc(box.x + left, box.y, size, 0, 2 * Math.PI);
    context.fillStyle = color;
    context.fill();
    context.strokeStyle = palette.panel;
    context.lineWidth = size / 4;
    context.stroke();
  };
  for (const path of marks.breakpoints) dot(path, palette.failed, 0);
  for (const path of Object.keys(marks.pins)) dot(path, palette.accent, marks.breakpoints.includes(path) ? 2.4 * size : 0);
}
