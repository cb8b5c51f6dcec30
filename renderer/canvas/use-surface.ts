import { useEffect } from 'react';
import type { CanvasSurface } from '../app/surfaces.ts';
import type { CanvasModel } from './canvas-model.ts';
import { beginBehind, beginInsert, beginQuickAdd } from './gestures/quick-add.ts';
import { selectAll } from './gestures/select.ts';
import { cardSize } from './graph/card.ts';
import { edgeKey } from './graph/edge-key.ts';
import { edgeLine, endsOfEdge, middleOf } from './graph/edge-line.ts';
import { centerOf, type Point, pointToGrid } from './graph/geometry.ts';
import { groupAtPoint } from './graph/hit-test.ts';
import { cornerOf } from './graph/shown-graph.ts';
import { layOutTasks } from './layout/lay-out-tasks.ts';
import { drawPicture } from './picture/draw-picture.tsx';
import { fitAll, fitSelection, revealTask, showSelected, zoomBy } from './reveal.ts';
import { sightOf } from './sight.ts';

/** What commands can ask of the canvas while it is on the screen. */
export function useSurface(model: CanvasModel): void {
  useEffect(() => model.services.surfaces.showCanvas(surfaceOf(model)), [model]);
}

function surfaceOf(model: CanvasModel): CanvasSurface {
  const { session, store } = model;
  return {
    fit: () => fitAll(model),
    zoomToSelection: () => fitSelection(model),
    zoomBy: (factor) => zoomBy(model, factor),
    reveal: (path) => revealTask(model, path),
    showSelected: () => showSelected(model),
    openQuickAdd() {
      const [path, ...others] = session.store.getState().selection.tasks;
      if (path !== undefined && others.length === 0 && store.getState().graph.tasks.has(path)) {
        revealTask(model, path);
        beginBehind(model, path);
      } else beginQuickAdd(model, aimOf(model));
    },
    openConnect() {
      const [path] = session.store.getState().selection.tasks;
      if (path === undefined) return;
      revealTask(model, path);
      store.setState({ connecting: path });
    },
    openFind: () => store.setState({ isFinding: true }),
    rename() {
      const [path] = session.store.getState().selection.tasks;
      if (path === undefined) return;
      revealTask(model, path);
      store.setState({ renaming: path });
    },
    layOut: () => layOutTasks(model),
    picture: (format) => drawPicture(model, format),
    focus: () => model.element?.focus({ preventScroll: true }),
    boxes: () => new Map([...store.getState().graph.tasks].map(([path, { box }]) => [path, box])),
    settled: model.settled,
    dropPoint() {
      const aim = aimOf(model);
      const { graph } = store.getState();
      const group = groupAtPoint(graph, aim);
      const corner = cornerOf(graph, group);
      const { x, y } = pointToGrid({ x: aim.x - corner.x, y: aim.y - corner.y });
      return { group, at: [x, y] };
    },
    insertIntoEdge() {
      const [edge] = session.store.getState().selection.edges;
      const { graph } = store.getState();
      const shown = edge && graph.edges.find(({ key }) => key === edgeKey(edge));
      const ends = shown && endsOfEdge(graph, shown);
      if (shown && ends) beginInsert(model, shown, middleOf(edgeLine(ends)));
    },
    editNote: (index) => store.setState({ editingNote: index }),
    toggleGroup: (path) => model.setOpen(path, store.getState().graph.tasks.get(path)?.isFrame === false),
    selectAll: () => session.select(selectAll(store.getState())),
  };
}

/** Where something new goes: at the pointer, when it is over the canvas; else in the middle of what is in sight. */
function aimOf(model: CanvasModel): Point {
  if (model.pointer && model.flow) return model.flow.screenToFlowPosition(model.pointer);
  const sight = sightOf(model);
  if (!sight) return { x: 0, y: 0 };
  const { x, y } = centerOf(sight);
  return { x: x - cardSize.width / 2, y: y - cardSize.height / 2 };
}
