// Breakpoints as dots and pins as diamonds, at the corners of what has them.
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
  const paint = (path: string, color: string, trace: (x: number, y: number) => void, left = 0) => {
    const box = boxOf(path);
    if (!box) return;
    context.beginPath();
    trace(box.x + left, box.y);
    context.fillStyle = color;
    context.fill();
    context.strokeStyle = palette.panel;
    context.lineWidth = size / 4;
    context.stroke();
  };
  const dot = (x: number, y: number) => context.arc(x, y, size, 0, 2 * Math.PI);
  const diamond = (x: number, y: number) => {
    const reach = 1.25 * size;
    context.moveTo(x, y - reach);
    context.lineTo(x + reach, y);
    context.lineTo(x, y + reach);
    context.lineTo(x - reach, y);
    context.closePath();
  };
  for (const path of marks.breakpoints) paint(path, palette.failed, dot);
  for (const path of Object.keys(marks.pins)) paint(path, palette.accent, diamond, marks.breakpoints.includes(path) ? 2.6 * size : 0);
}
