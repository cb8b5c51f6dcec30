import type { TaskStates } from '../../run-state/task-states.ts';
import type { Box, Size } from '../graph/geometry.ts';
import type { ShownNote, ShownTrigger } from '../graph/show-others.ts';
import type { ShownGraph } from '../graph/shown-graph.ts';
import { wordsOf } from './paint-graph.ts';
import type { Palette } from './palette.ts';

/** A place of the canvas is at `x + place * by` of the map. */
export type Scale = { readonly x: number; readonly y: number; readonly by: number };

const margin = 10;

/** Puts a part of the canvas into the middle of the map, as large as it fits. */
export function scaleToFit(extent: Box | null, size: Size): Scale {
  if (!extent) return { x: 0, y: 0, by: 0.05 };
  const by = Math.min((size.width - 2 * margin) / extent.width, (size.height - 2 * margin) / extent.height, 0.2);
  return {
    x: (size.width - extent.width * by) / 2 - extent.x * by,
    y: (size.height - extent.height * by) / 2 - extent.y * by,
    by,
  };
}

export type MapScene = {
  readonly graph: ShownGraph;
  readonly notes: readonly ShownNote[];
  readonly triggers: readonly ShownTrigger[];
  readonly selected: ReadonlySet<string>;
  readonly taskStates: TaskStates | null;
  readonly palette: Palette;
  readonly scale: Scale;
  readonly size: Size;
};

/** Smaller than this it would not be seen. */
const leastPx = 1.5;

export function paintMinimap(element: HTMLCanvasElement, scene: MapScene): void {
  const { size, palette } = scene;
  const ratio = window.devicePixelRatio || 1;
  element.width = size.width * ratio;
  element.height = size.height * ratio;
  const context = element.getContext('2d');
  if (!context) return;
  context.scale(ratio, ratio);
  const fill = (color: string, { x, y, width, height }: Box) => {
    const { scale } = scene;
    context.fillStyle = color;
    context.fillRect(
      x * scale.by + scale.x,
      y * scale.by + scale.y,
      Math.max(leastPx, width * scale.by),
      Math.max(leastPx, height * scale.by),
    );
  };
  for (const { box } of scene.notes) fill(palette.note, box);
  for (const { box } of scene.triggers) fill(palette.kinds.trigger, box);
  for (const task of scene.graph.tasks.values()) {
    const status = scene.taskStates?.get(task.path)?.status;
    if (scene.selected.has(task.path)) fill(palette.accent, task.box);
    else if (task.isFrame) fill(status && status !== 'pending' ? palette.states[status] : palette.softKinds.group, task.box);
    else fill(status && status !== 'pending' ? palette.states[status] : palette.kinds[wordsOf(task).kind], task.box);
  }
}
