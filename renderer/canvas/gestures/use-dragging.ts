import type { NodeChange, OnNodeDrag, OnNodesChange } from '@xyflow/react';
import { useMemo } from 'react';
import type { CanvasModel } from '../canvas-model.ts';
import type { Box, Point } from '../graph/geometry.ts';
import { cornerOf } from '../graph/shown-graph.ts';
import type { CanvasNode } from '../nodes/flow-nodes.ts';
import { aimDrag, type DragAim, dropNodes } from './drop.ts';
import type { MovedNodes } from './move.ts';
import { selectNodes } from './select.ts';
import { beginSnap, type Snap } from './snap.ts';

type Drag = {
  readonly snap: Snap;
  readonly indexes: ReadonlyMap<string, number>;
  /** With Alt nothing takes hold. */
  isFree: boolean;
};

/** Follows what xyflow says of its nodes: a drag stays in the drawing until it is dropped, a selection goes to the document. */
export function useDragging(model: CanvasModel, bandOf: () => Box | null) {
  return useMemo(() => {
    let drag: Drag | null = null;
    let moved: MovedNodes = new Map();
    let aim: DragAim = null;

    const onNodeDragStart: OnNodeDrag<CanvasNode> = (event, _node, nodes) => {
      const indexes = new Map(model.store.getState().nodes.map(({ id }, index) => [id, index]));
      const ids = nodes.map(({ id }) => id);
      moved = new Map();
      drag = { snap: beginSnap(model, ids), indexes, isFree: event.altKey };
      model.cancelGesture = end;
    };

    /** What is dropped afterwards has not moved: xyflow goes on until the button is let go. */
    function end(): void {
      drag = null;
      moved = new Map();
      aim = null;
      model.cancelGesture = null;
      model.store.setState({ lines: [], target: null });
      model.redraw();
    }

    const onNodeDrag: OnNodeDrag<CanvasNode> = (event) => {
      if (!drag) return;
      drag.isFree = event.altKey;
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
      if (moved.size > 0) dropNodes(model, moved, aim);
      end();
    };

    return { onNodesChange, onNodeDragStart, onNodeDrag, onNodeDragStop };
  }, [model, bandOf]);
}

/** How far to shift what is dragged. Places in `raw` count from the groups' corners. */
function align(model: CanvasModel, { snap, isFree }: Drag, raw: ReadonlyMap<number, Point>) {
  const { nodes, graph } = model.store.getState();
  const corners = [...raw.keys()].map((index) => cornerOf(graph, nodes[index]?.parentId ?? ''));
  const boxes = [...raw].map(([index, at], order): Box => {
    const { width = 0, height = 0 } = nodes[index] ?? {};
    return { x: (corners[order]?.x ?? 0) + at.x, y: (corners[order]?.y ?? 0) + at.y, width, height };
  });
  return snap(boxes, corners[0] ?? { x: 0, y: 0 }, isFree);
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
