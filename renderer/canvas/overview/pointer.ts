// Selecting and moving on the painted canvas: what a press means is told by what is painted there.

import { nothingSelected, selectTasks } from '../../document/selection.ts';
import { ownLook } from '../canvas-look.ts';
import type { CanvasModel } from '../canvas-model.ts';
import { aimDrag, type DragAim, dropNodes } from '../gestures/drop.ts';
import { beginQuickAdd } from '../gestures/quick-add.ts';
import { addSelection, pressTask, selectBand } from '../gestures/select.ts';
import { boxBetween, type Point } from '../graph/geometry.ts';
import { taskAtPoint } from '../graph/hit-test.ts';
import { beginShift } from './begin-shift.ts';
import type { Painter } from './painter.ts';

/** Presses that move less are clicks; pixels of the screen. */
const clickReachPx = 4;
/** What is too small to be hit is hit beside it; pixels of the screen. */
const nearPx = 3;
const readableZoom = 1;

/** Listens until the function it gives is called. */
export function handlePointer(element: HTMLElement, model: CanvasModel, painter: Painter): () => void {
  const place = { element, model, painter };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || !event.isPrimary || !model.flow) return;
    const task = taskAt(model, event);
    if (task === null) bandSelect(place, event);
    else dragTasks(place, event, task);
  };
  const onDoubleClick = (event: MouseEvent) => {
    if (!model.flow) return;
    const at = flowPoint(model, event);
    if (taskAt(model, event) === null) beginQuickAdd(model, at);
    else {
      model.look = ownLook;
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

type Place = { readonly element: HTMLElement; readonly model: CanvasModel; readonly painter: Painter };

function isAdding({ shiftKey, ctrlKey, metaKey }: PointerEvent): boolean {
  return shiftKey || ctrlKey || metaKey;
}

function flowPoint({ flow }: CanvasModel, { clientX, clientY }: MouseEvent): Point {
  return flow?.screenToFlowPosition({ x: clientX, y: clientY }) ?? { x: 0, y: 0 };
}

function taskAt(model: CanvasModel, event: MouseEvent): string | null {
  return taskAtPoint(model.store.getState().graph, flowPoint(model, event), nearPx / (model.flow?.getZoom() ?? 1))?.path ?? null;
}

type Follow = {
  readonly onMove: (event: PointerEvent) => void;
  readonly onEnd: (event: PointerEvent, hasMoved: boolean) => void;
  /** Whatever the moves did is taken back. */
  readonly onCancel: () => void;
};

/** Follows a pointer until it is let go or taken back; what moves hardly is no move. */
function follow({ element, model, painter }: Place, start: PointerEvent, { onMove, onEnd, onCancel }: Follow): void {
  element.setPointerCapture(start.pointerId);
  let hasMoved = false;
  const stop = () => {
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', end);
    element.removeEventListener('pointercancel', cancel);
    model.cancelGesture = null;
    painter.show(null);
  };
  const move = (event: PointerEvent) => {
    hasMoved ||= Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) > clickReachPx;
    model.pointer = { x: event.clientX, y: event.clientY };
    if (hasMoved) onMove(event);
  };
  const end = (event: PointerEvent) => {
    stop();
    onEnd(event, hasMoved);
  };
  const cancel = () => {
    stop();
    onCancel();
  };
  model.cancelGesture = cancel;
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', end);
  element.addEventListener('pointercancel', cancel);
}

function bandSelect(place: Place, start: PointerEvent): void {
  const { model, painter } = place;
  const { session, store } = model;
  const from = flowPoint(model, start);
  const before = session.store.getState().selection;
  const bandTo = (event: PointerEvent) => boxBetween(from, flowPoint(model, event));
  const select = (event: PointerEvent) => {
    const taken = selectBand(store.getState(), bandTo(event));
    session.select(isAdding(event) ? addSelection(before, taken) : taken);
  };
  follow(place, start, {
    onMove: (event) => painter.show({ band: bandTo(event) }),
    onEnd: (event, hasMoved) => (hasMoved ? select(event) : session.select(nothingSelected)),
    onCancel: () => undefined,
  });
}

function dragTasks(place: Place, start: PointerEvent, path: string): void {
  const { model, painter } = place;
  const { session } = model;
  const wasSelected = session.store.getState().selection.tasks.includes(path);
  session.select(pressTask(session.store.getState().selection, path, isAdding(start)));
  const { tasks } = session.store.getState().selection;
  if (!tasks.includes(path)) return;
  const drag = beginShift(model, tasks, flowPoint(model, start));
  let aim: DragAim = null;
  follow(place, start, {
    onMove(event) {
      const { by, lines } = drag.to(flowPoint(model, event), event.altKey);
      aim = aimDrag(model, tasks);
      painter.show({ shift: { isMoved: drag.isMoved, by }, lines });
    },
    onEnd(event, hasMoved) {
      model.store.setState({ target: null });
      if (hasMoved) dropNodes(model, drag.placesAfter(drag.to(flowPoint(model, event), event.altKey).by), aim);
      else if (!isAdding(start) && wasSelected) session.select(selectTasks([path]));
    },
    onCancel: () => model.store.setState({ target: null }),
  });
}
