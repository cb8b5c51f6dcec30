// The graph as seen from afar, painted in one go: a thousand elements cannot be moved sixty times a second, a thousand strokes can.
import { catalog } from '../../document/catalog.ts';
import type { TaskStates } from '../../run-state/task-states.ts';
import type { Marks } from '../../view/run-marks.ts';
import type { CanvasState } from '../canvas-state.ts';
import type { Line } from '../graph/align-drag.ts';
import { type EdgeEnds, endsOfEdge } from '../graph/edge-line.ts';
import { type Box, overlaps, type Point } from '../graph/geometry.ts';
import type { ShownNote, ShownTrigger } from '../graph/show-others.ts';
import type { ShownEdge, ShownGraph, ShownTask } from '../graph/shown-graph.ts';
import { describeTask, type TaskWords } from '../graph/task-words.ts';
import { paintedLine, paintGesture, traceLine } from './paint-gesture.ts';
import { paintMarks } from './paint-marks.ts';
import type { Palette } from './palette.ts';

export type View = { readonly x: number; readonly y: number; readonly zoom: number; readonly width: number; readonly height: number };

export type Scene = {
  readonly graph: ShownGraph;
  readonly triggers: readonly ShownTrigger[];
  readonly notes: readonly ShownNote[];
  readonly selected: ReadonlySet<string>;
  readonly taskStates: TaskStates | null;
  readonly marks: Marks;
  readonly palette: Palette;
  readonly view: View;
  readonly gesture: Gesture | null;
  readonly target: CanvasState['target'];
};

/** What the pointer is in the middle of. */
export type Gesture = {
  /** What is being dragged, by how much, and along which lines it is aligned. */
  readonly shift?: { readonly isMoved: (path: string) => boolean; readonly by: Point };
  readonly lines?: readonly Line[];
  /** A rubber band, on the canvas. */
  readonly band?: Box;
};

/** From this zoom on names can be read. */
const namesFrom = 0.3;
const maxNames = 300;

export function paintGraph(context: CanvasRenderingContext2D, scene: Scene, pixelRatio: number): void {
  const { view } = scene;
  const scale = view.zoom * pixelRatio;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, view.width * pixelRatio, view.height * pixelRatio);
  context.setTransform(scale, 0, 0, scale, view.x * pixelRatio, view.y * pixelRatio);
  const sight = { x: -view.x / view.zoom, y: -view.y / view.zoom, width: view.width / view.zoom, height: view.height / view.zoom };
  paintOthers(context, scene, sight);
  const tasks = tasksInSight(scene, sight);
  paintFrames(context, scene, tasks);
  paintEdges(context, scene, sight);
  paintCards(context, scene, tasks);
  paintMarks(context, { ...scene, zoom: view.zoom }, (path) => {
    const task = scene.graph.tasks.get(path);
    return task ? boxOf(scene, task) : null;
  });
  paintGesture(context, scene);
}

type Placed = { readonly task: ShownTask; readonly box: Box };

function tasksInSight(scene: Scene, sight: Box): readonly Placed[] {
  const placed: Placed[] = [];
  for (const task of scene.graph.tasks.values()) {
    const box = boxOf(scene, task);
    if (overlaps(box, sight)) placed.push({ task, box });
  }
  return placed;
}

function boxOf({ gesture }: Scene, { path, box }: ShownTask): Box {
  const shift = gesture?.shift;
  return shift?.isMoved(path) ? { ...box, x: box.x + shift.by.x, y: box.y + shift.by.y } : box;
}

function paintOthers(context: CanvasRenderingContext2D, { notes, triggers, palette }: Scene, sight: Box): void {
  context.fillStyle = palette.note;
  for (const { box } of notes) if (overlaps(box, sight)) context.fillRect(box.x, box.y, box.width, box.height);
  context.fillStyle = palette.softKinds.trigger;
  context.strokeStyle = palette.kinds.trigger;
  context.lineWidth = 4;
  for (const { box } of triggers) {
    if (!overlaps(box, sight)) continue;
    context.fillRect(box.x, box.y, box.width, box.height);
    context.strokeRect(box.x, box.y, box.width, box.height);
  }
}

function paintFrames(context: CanvasRenderingContext2D, scene: Scene, tasks: readonly Placed[]): void {
  const { palette, selected, view, taskStates } = scene;
  for (const { task, box } of tasks) {
    if (!task.isFrame) continue;
    const status = taskStates?.get(task.path)?.status;
    context.fillStyle = palette.softKinds.group;
    context.globalAlpha = 0.5;
    context.fillRect(box.x, box.y, box.width, box.height);
    context.globalAlpha = 1;
    context.strokeStyle = selected.has(task.path) ? palette.accent : status ? palette.states[status] : palette.kinds.group;
    context.lineWidth = (selected.has(task.path) ? 3 : 1.5) / view.zoom;
    context.strokeRect(box.x, box.y, box.width, box.height);
  }
}

/** All edges of one look are one path: a stroke costs more than its lines. */
function paintEdges(context: CanvasRenderingContext2D, scene: Scene, sight: Box): void {
  const { graph, palette, view } = scene;
  const failed: PlacedEdge[] = [];
  context.lineWidth = Math.max(1.5, 0.8 / view.zoom);
  context.strokeStyle = palette.edge;
  context.beginPath();
  for (const placed of placedEdges(graph)) {
    if (placed.edge.port === 'failed') failed.push(placed);
    else traceEdge(context, scene, placed, sight);
  }
  context.stroke();
  if (failed.length === 0) return;
  context.strokeStyle = palette.failed;
  context.setLineDash([6 / view.zoom, 4 / view.zoom]);
  context.beginPath();
  for (const placed of failed) traceEdge(context, scene, placed, sight);
  context.stroke();
  context.setLineDash([]);
}

type PlacedEdge = { readonly edge: ShownEdge; readonly ends: EdgeEnds };
const placedEdgesOf = new WeakMap<ShownGraph, readonly PlacedEdge[]>();

/** Where edges begin and end, found once for each graph. */
function placedEdges(graph: ShownGraph): readonly PlacedEdge[] {
  const there = placedEdgesOf.get(graph);
  if (there) return there;
  const placed = graph.edges.flatMap((edge): PlacedEdge[] => {
    const ends = endsOfEdge(graph, edge);
    return ends ? [{ edge, ends }] : [];
  });
  placedEdgesOf.set(graph, placed);
  return placed;
}

function traceEdge(context: CanvasRenderingContext2D, { gesture, view }: Scene, { edge, ends }: PlacedEdge, sight: Box): void {
  const shift = gesture?.shift;
  const from = shift?.isMoved(edge.from) ? { x: ends.from.x + shift.by.x, y: ends.from.y + shift.by.y } : ends.from;
  const to = shift?.isMoved(edge.to) ? { x: ends.to.x + shift.by.x, y: ends.to.y + shift.by.y } : ends.to;
  const [left, right] = from.x < to.x ? [from.x, to.x] : [to.x, from.x];
  const [top, bottom] = from.y < to.y ? [from.y, to.y] : [to.y, from.y];
  if (right < sight.x || left > sight.x + sight.width || bottom < sight.y || top > sight.y + sight.height) return;
  traceLine(context, paintedLine({ ...ends, from, to }, view.zoom));
}

function paintCards(context: CanvasRenderingContext2D, scene: Scene, tasks: readonly Placed[]): void {
  const { palette, selected, view, taskStates } = scene;
  const byColor = new Map<string, Placed[]>();
  for (const placed of tasks) {
    if (placed.task.isFrame) continue;
    const status = taskStates?.get(placed.task.path)?.status;
    const color = status && status !== 'pending' ? palette.states[status] : palette.kinds[wordsOf(placed.task).kind];
    const same = byColor.get(color);
    if (same) same.push(placed);
    else byColor.set(color, [placed]);
  }
  const isNamed = view.zoom >= namesFrom && tasks.length <= maxNames;
  const inset = isNamed ? 2 : 0;
  for (const [color, placed] of byColor) {
    context.fillStyle = color;
    for (const { box } of placed) context.fillRect(box.x, box.y, box.width, box.height);
  }
  context.fillStyle = palette.panel;
  if (isNamed)
    for (const { task, box } of tasks)
      if (!task.isFrame) context.fillRect(box.x + 8, box.y + inset, box.width - 8 - inset, box.height - 2 * inset);
  if (isNamed) paintNames(context, scene, tasks);
  context.strokeStyle = palette.accent;
  context.lineWidth = 3 / view.zoom;
  for (const { task, box } of tasks) {
    if (!task.isFrame && selected.has(task.path)) context.strokeRect(box.x - 4, box.y - 4, box.width + 8, box.height + 8);
  }
}

/** Farther away names are written larger, as on simple cards, and cut sooner. In pixels of the graph, and in letters. */
const nearNames = { size: 16, longest: 22 };
const farNames = { size: 26, longest: 13, below: 0.4 };

function paintNames(context: CanvasRenderingContext2D, { palette, view }: Scene, tasks: readonly Placed[]): void {
  const { size, longest } = view.zoom < farNames.below ? farNames : nearNames;
  context.fillStyle = palette.text;
  context.font = `600 ${size}px "Inter Variable", system-ui, sans-serif`;
  context.textBaseline = 'middle';
  for (const { task, box } of tasks) {
    const { name } = wordsOf(task);
    const shown = name.length > longest ? `${name.slice(0, longest - 1)}…` : name;
    context.fillText(shown, box.x + 16, task.isFrame ? box.y + 22 : box.y + box.height / 2, box.width - 24);
  }
}

const known = new WeakMap<ShownTask, TaskWords>();

/** What a card says, looked up once for each task. */
export function wordsOf(task: ShownTask): TaskWords {
  const there = known.get(task);
  if (there) return there;
  const words = describeTask(task.task, task.id, catalog);
  known.set(task, words);
  return words;
}
