import type { NodeChange, OnNodeDrag, OnNodesChange } from '@xyflow/react';
import { useMemo } from 'react';
import { isWithin } from '../../../engine/workflow/edit/task-path.ts';
import type { CanvasModel } from '../canvas-model.ts';
import { alignDrag } from '../graph/align-drag.ts';
import { type Box, boxAround, overlaps, type Point } from '../graph/geometry.ts';
import type { CanvasNode } from '../nodes/flow-nodes.ts';
import { sightOf } from '../sight.ts';
import { aimDrag, type DragAim, dropNodes } from './drop.ts';
import type { MovedNodes } from './move.ts';
import { selectNodes } from './select.ts';

/** How near an alignment takes hold, in pixels of the screen. */
const reachPx = 6;

type Drag = {
  readonly others: readonly Box[];
  readonly indexes: ReadonlyMap<string, number>;
  readonly isFree: () => boolean;
};

/** Follows what xyflow says of its nodes: a drag stays in the drawing until it is dropped, a selection goes to the document. */
export function useDragging(model: CanvasModel, bandOf: () => Box | null) {
  return useMemo(() => {
    let drag: Drag | null = null;
    let moved: MovedNodes = new Map();
    let aim: DragAim = null;
    let isAltDown = false;

    const onNodeDragStart: OnNodeDrag<CanvasNode> = (event, _node, nodes) => {
      isAltDown = event.altKey;
      moved = new Map();
      drag = beginDrag(model, nodes, () => isAltDown);
    };

    const onNodeDrag: OnNodeDrag<CanvasNode> = (event) => {
      isAltDown = event.altKey;
      if ('clientX' in event) model.pointer = { x: event.clientX, y: event.clientY };
      aim = aimDrag(model, [...moved.keys()]);
    };

    function place(changes: readonly NodeChange<CanvasNode>[]): void {
      const { nodes } = model.store.getState();
      const next = [...nodes];
      const raw = new Map<number, Point>();
      for (const change of changes) {
        if (change.type !== 'position' || !change.dragging || !change.position) continue;
        const index = drag?.indexes.get(change.id);
        if (index !== undefined) raw.set(index, change.position);
      }
      if (raw.size === 0 || !drag) return;
      const { delta, lines } = align(model, drag, raw);
      const places = new Map<string, Point>();
      for (const [index, { x, y }] of raw) {
        const node = next[index];
        if (!node) continue;
        const position = { x: x + delta.x, y: y + delta.y };
        next[index] = { ...node, position, dragging: true } as CanvasNode;
        places.set(node.id, position);
      }
      moved = places;
      model.store.setState({ nodes: next, lines });
    }

    const onNodesChange: OnNodesChange<CanvasNode> = (changes) => {
      place(changes);
      resize(model, changes);
      const selects = changes.filter((change) => change.type === 'select');
      if (selects.length > 0 && !bandOf()) model.session.select(selectNodes(model.session.store.getState().selection, selects));
    };

    const onNodeDragStop: OnNodeDrag<CanvasNode> = () => {
      const [places, dropAim] = [moved, aim];
      drag = null;
      moved = new Map();
      aim = null;
      model.store.setState({ lines: [], target: null });
      if (places.size > 0) dropNodes(model, places, dropAim);
      model.redraw();
    };

    return { onNodesChange, onNodeDragStart, onNodeDrag, onNodeDragStop };
  }, [model, bandOf]);
}

function beginDrag(model: CanvasModel, dragged: readonly CanvasNode[], isAltDown: () => boolean): Drag {
  const { nodes, graph, triggers, notes } = model.store.getState();
  const ids = dragged.map(({ id }) => id);
  const isDragged = (id: string) => ids.some((outer) => isWithin(id, outer));
  const others = [
    ...[...graph.tasks.values()].filter(({ path, isFrame }) => !isDragged(path) && !(isFrame && ids.some((id) => isWithin(id, path)))),
    ...triggers.filter(({ id }) => !ids.includes(`trigger:${id}`)),
    ...notes.filter(({ index }) => !ids.includes(`note:${index}`)),
  ].map(({ box }) => box);
  const inSight = sightOf(model);
  return {
    others: inSight ? others.filter((box) => overlaps(box, inSight)) : others,
    indexes: new Map(nodes.map(({ id }, index) => [id, index])),
    isFree: () => isAltDown() || !model.services.view.getState().isSnapping,
  };
}

/** How far to shift what is dragged. Places in `raw` count from the groups' corners. */
function align(model: CanvasModel, { others, isFree }: Drag, raw: ReadonlyMap<number, Point>) {
  const { nodes, graph } = model.store.getState();
  const boxes = [...raw].map(([index, at]): Box => {
    const node = nodes[index];
    const origin = graph.tasks.get(node?.parentId ?? '')?.box ?? { x: 0, y: 0 };
    return { x: origin.x + at.x, y: origin.y + at.y, width: node?.width ?? 0, height: node?.height ?? 0 };
  });
  const around = boxAround(boxes);
  if (!around || isFree()) return { delta: { x: 0, y: 0 }, lines: [] };
  const first = nodes[[...raw.keys()][0] ?? -1];
  const origin = graph.tasks.get(first?.parentId ?? '')?.box ?? { x: 0, y: 0 };
  return alignDrag(around, { others, within: reachPx / (model.flow?.getZoom() ?? 1), origin });
}

/** A note that is being resized. */
function resize(model: CanvasModel, changes: readonly NodeChange<CanvasNode>[]): void {
  const sizes = new Map(
    changes.flatMap((change) =>
      change.type === 'dimensions' && change.resizing && change.dimensions ? [[change.id, change.dimensions]] : [],
    ),
  );
  if (sizes.size === 0) return;
  const places = new Map(
    changes.flatMap((change) => (change.type === 'position' && change.position ? [[change.id, change.position]] : [])),
  );
  const nodes = model.store.getState().nodes.map((node) => {
    const size = sizes.get(node.id);
    if (!size) return node;
    return { ...node, ...size, measured: size, position: places.get(node.id) ?? node.position } as CanvasNode;
  });
  model.store.setState({ nodes });
}
