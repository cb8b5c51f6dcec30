// Selecting and moving on the painted canvas: what a press means is told by what is painted there.
import { isWithin } from '../../../engine/workflow/edit/task-path.ts';
import { nothingSelected, selectTasks } from '../../document/selection.ts';
import type { CanvasModel } from '../canvas-model.ts';
import { dropNodes } from '../gestures/drop.ts';
import { beginQuickAdd } from '../gestures/quick-add.ts';
import { selectBand } from '../gestures/select.ts';
import { boxBetween, type Point, toGrid } from '../graph/geometry.ts';
import { taskAtPoint } from '../graph/hit-test.ts';
import { sortOut } from '../nodes/node-ids.ts';
import type { Painter } from './painter.ts';

/** Presses that move less are clicks; pixels of the screen. */
const clickReachPx = 4;
/** What is too small to be hit is hit beside it; pixels of the screen. */
const nearPx = 3;
const readableZoom = 1;

/** Listens until the function it gives is called. */
export function handlePointer(element: HTMLElement, model: CanvasModel, painter: Painter): () => void {
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || !event.isPrimary || !model.flow) return;
    const task = taskAt(model, event);
    if (task === null) bandSelect(element, model, painter, event);
    else dragTasks(element, model, painter, event, task);
  };
  const onDoubleClick = (event: MouseEvent) => {
    if (!model.flow) return;
    const at = flowPoint(model, event);
    if (taskAt(model, event) === null) beginQuickAdd(model, at);
    else {
      model.isFirstView = false;
      void model.flow.setCenter(at.x, at.y, { zoom: readableZoom, duration: 0 });
    }
  };
  element.addEventListener('pointerdown', onPointerDown);
  element.addEventListener('dblclick', onDoubleClick);
  return () => {
    element.removeEventListener('pointerdown', onPointerDown);
    element.removeEventListener('dblclick', onDoubleClick);
  };
}

function flowPoint({ flow }: CanvasModel, { clientX, clientY }: MouseEvent): Point {
  return flow?.screenToFlowPosition({ x: clientX, y: clientY }) ?? { x: 0, y: 0 };
}

function taskAt(model: CanvasModel, event: MouseEvent): string | null {
  return taskAtPoint(model.store.getState().graph, flowPoint(model, event), nearPx / (model.flow?.getZoom() ?? 1))?.path ?? null;
}

type Follow = { readonly onMove: (event: PointerEvent) => void; readonly onEnd: (event: PointerEvent, hasMoved: boolean) => void };

/** Follows a pointer until it is let go; what moves hardly is no move. */
function follow(element: HTMLElement, start: PointerEvent, { onMove, onEnd }: Follow): void {
  element.setPointerCapture(start.pointerId);
  let hasMoved = false;
  const move = (event: PointerEvent) => {
    hasMoved ||= Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > clickReachPx;
    if (hasMoved) onMove(event);
  };
  const end = (event: PointerEvent) => {
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', end);
    element.removeEventListener('pointercancel', end);
    onEnd(event, hasMoved && event.type === 'pointerup');
  };
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', end);
  element.addEventListener('pointercancel', end);
}

function bandSelect(element: HTMLElement, model: CanvasModel, painter: Painter, start: PointerEvent): void {
  const from = flowPoint(model, start);
  follow(element, start, {
    onMove: (event) => painter.show({ band: boxBetween(from, flowPoint(model, event)) }),
    onEnd(event, hasMoved) {
      painter.show(null);
      model.session.select(hasMoved ? selectBand(model.store.getState(), boxBetween(from, flowPoint(model, event))) : nothingSelected);
    },
  });
}

function dragTasks(element: HTMLElement, model: CanvasModel, painter: Painter, start: PointerEvent, path: string): void {
  const { selection } = model.session.store.getState();
  const isAdding = start.shiftKey || start.ctrlKey || start.metaKey;
  const isSelected = selection.tasks.includes(path);
  if (isAdding) {
    const others = selection.tasks.filter((other) => !isWithin(other, path) && !isWithin(path, other));
    model.session.select(selectTasks(isSelected ? selection.tasks.filter((other) => other !== path) : [...others, path]));
  } else if (!isSelected) model.session.select(selectTasks([path]));
  const { tasks } = model.session.store.getState().selection;
  if (!tasks.includes(path)) return;
  const from = flowPoint(model, start);
  const isMoved = (other: string) => tasks.some((outer) => isWithin(other, outer));
  const shiftTo = (event: PointerEvent): Point => {
    const to = flowPoint(model, event);
    return { x: toGrid(to.x - from.x), y: toGrid(to.y - from.y) };
  };
  follow(element, start, {
    onMove: (event) => painter.show({ shift: { isMoved, by: shiftTo(event) } }),
    onEnd(event, hasMoved) {
      painter.show(null);
      if (hasMoved) dropNodes(model, placesAfter(model, tasks, shiftTo(event)), null);
      else if (!isAdding && isSelected) model.session.select(selectTasks([path]));
    },
  });
}

function placesAfter({ store }: CanvasModel, paths: readonly string[], by: Point): ReadonlyMap<string, Point> {
  const { tasks } = store.getState().graph;
  return new Map(
    sortOut(paths).tasks.flatMap((path) => {
      const at = tasks.get(path)?.at;
      return at ? [[path, { x: at.x + by.x, y: at.y + by.y }] as const] : [];
    }),
  );
}
