// What a gesture is in the middle of, over the painted graph.
import type { Alignment } from '../graph/align-drag.ts';
import { type EdgeEnds, edgeLine, endsOfEdge } from '../graph/edge-line.ts';
import type { Box, Point } from '../graph/geometry.ts';
import type { Scene } from './paint-graph.ts';

const overhangPx = 12;

export function paintGesture(context: CanvasRenderingContext2D, scene: Scene): void {
  if (scene.target) paintTarget(context, scene, scene.target);
  if (scene.gesture?.lines) paintLines(context, scene, scene.gesture.lines);
  if (scene.gesture?.band) paintBand(context, scene, scene.gesture.band);
}

/** What would take what is dragged: a group, or an edge. */
function paintTarget(context: CanvasRenderingContext2D, scene: Scene, { group, edge: key }: NonNullable<Scene['target']>): void {
  const { graph, palette, view } = scene;
  context.strokeStyle = palette.accent;
  context.lineWidth = 3 / view.zoom;
  const box = group === undefined ? undefined : graph.tasks.get(group)?.box;
  if (box) context.strokeRect(box.x, box.y, box.width, box.height);
  const edge = key === undefined ? undefined : graph.edges.find((each) => each.key === key);
  const ends = edge && endsOfEdge(graph, edge);
  if (!ends) return;
  context.beginPath();
  traceLine(context, paintedLine(ends, view.zoom));
  context.stroke();
}

/** Along which it is aligned. */
function paintLines(context: CanvasRenderingContext2D, { palette, view }: Scene, lines: Alignment['lines']): void {
  context.strokeStyle = palette.accent;
  context.lineWidth = 1 / view.zoom;
  context.beginPath();
  for (const { axis, at, from, to } of lines) {
    const [start, end] = [from - overhangPx / view.zoom, to + overhangPx / view.zoom];
    traceLine(
      context,
      axis === 'x'
        ? [
            { x: at, y: start },
            { x: at, y: end },
          ]
        : [
            { x: start, y: at },
            { x: end, y: at },
          ],
    );
  }
  context.stroke();
}

function paintBand(context: CanvasRenderingContext2D, { palette, view }: Scene, { x, y, width, height }: Box): void {
  context.globalAlpha = 0.12;
  context.fillStyle = palette.accent;
  context.fillRect(x, y, width, height);
  context.globalAlpha = 1;
  context.strokeStyle = palette.accent;
  context.lineWidth = 1 / view.zoom;
  context.strokeRect(x, y, width, height);
}

/** From this zoom on edges have turns; below, straight lines say as much. */
const turnsFrom = 0.16;

/** The way of an edge as it is painted at a zoom. */
export function paintedLine(ends: EdgeEnds, zoom: number): readonly Point[] {
  return zoom < turnsFrom ? [ends.from, ends.to] : edgeLine(ends);
}

export function traceLine(context: CanvasRenderingContext2D, [first, ...others]: readonly Point[]): void {
  if (first) context.moveTo(first.x, first.y);
  for (const { x, y } of others) context.lineTo(x, y);
}
