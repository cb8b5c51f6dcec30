// Paints the canvas anew, once in a frame, whenever something that shows on it has changed.
import type { TaskStates } from '../../run-state/task-states.ts';
import type { CanvasModel } from '../canvas-model.ts';
import { type Gesture, paintGraph } from './paint-graph.ts';
import { readPalette, watchTheme } from './palette.ts';

export type Painter = {
  readonly show: (gesture: Gesture | null) => void;
  readonly stop: () => void;
};

/** More would cost more than it shows at this distance. */
const sharpest = 1.5;

export function createPainter(element: HTMLCanvasElement, model: CanvasModel, taskStates: TaskStates | null): Painter {
  const context = element.getContext('2d');
  let palette = readPalette(element);
  let gesture: Gesture | null = null;
  let size = { width: 0, height: 0 };
  let frame = 0;
  let shownView = '';

  function paint(): void {
    frame = 0;
    const { flow, session, services, store } = model;
    if (!context || !flow) return;
    const { graph, triggers, notes, target } = store.getState();
    const { tasks, triggers: chosen } = session.store.getState().selection;
    const view = { ...flow.getViewport(), ...size };
    shownView = viewKey();
    paintGraph(
      context,
      {
        graph,
        triggers,
        notes,
        taskStates,
        marks: services.marks.of(session.id),
        palette,
        view,
        selected: new Set([...tasks, ...chosen]),
        gesture,
        target,
      },
      ratio(),
    );
  }

  const viewKey = () => {
    const { x, y, zoom } = model.flow?.getViewport() ?? { x: 0, y: 0, zoom: 1 };
    return `${x} ${y} ${zoom}`;
  };
  const later = () => {
    if (frame === 0) frame = requestAnimationFrame(paint);
  };
  /** xyflow tells of a move by its element alone: its transform is set as the store changes. */
  const viewport = element.parentElement?.querySelector('.react-flow__viewport');
  const moves = new MutationObserver(() => {
    if (viewKey() !== shownView) later();
  });
  if (viewport) moves.observe(viewport, { attributes: true, attributeFilter: ['style'] });
  const sizes = new ResizeObserver(([entry]) => {
    if (!entry) return;
    size = { width: entry.contentRect.width, height: entry.contentRect.height };
    element.width = Math.round(size.width * ratio());
    element.height = Math.round(size.height * ratio());
    paint();
  });
  sizes.observe(element);
  const ends = [
    model.store.subscribe((now, before) => {
      const isSame =
        now.graph === before.graph && now.notes === before.notes && now.triggers === before.triggers && now.target === before.target;
      if (!isSame) later();
    }),
    model.session.store.subscribe((now, before) => {
      if (now.selection !== before.selection) later();
    }),
    model.services.marks.store.subscribe(later),
    watchTheme(() => {
      palette = readPalette(element);
      later();
    }),
    ...[...model.store.getState().graph.tasks.keys()].map((path) => taskStates?.subscribe(path, later) ?? (() => {})),
  ];
  return {
    show(next) {
      gesture = next;
      later();
    },
    stop() {
      cancelAnimationFrame(frame);
      moves.disconnect();
      sizes.disconnect();
      for (const end of ends) end();
    },
  };
}

function ratio(): number {
  return Math.min(sharpest, window.devicePixelRatio || 1);
}
