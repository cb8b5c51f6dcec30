// The graph as xyflow takes it. What did not change stays the same object, so that xyflow and React pass it over.
import { type Edge, type Node, type NodeHandle, Position } from '@xyflow/react';
import { catalog } from '../../document/catalog.ts';
import type { Selection } from '../../document/selection.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import { edgeKey } from '../graph/edge-key.ts';
import type { Point, Size } from '../graph/geometry.ts';
import { type Direction, inPortOf } from '../graph/ports.ts';
import type { ShownNote, ShownTrigger } from '../graph/show-others.ts';
import type { ShownEdge, ShownGraph, ShownTask } from '../graph/shown-graph.ts';
import { describeTask } from '../graph/task-words.ts';
import { noteNodeId, triggerNodeId } from './node-ids.ts';

export type TaskNode = Node<{ readonly shown: ShownTask }, 'task' | 'frame'>;
export type TriggerNode = Node<{ readonly shown: ShownTrigger }, 'trigger'>;
export type NoteNode = Node<{ readonly shown: ShownNote }, 'note'>;
export type CanvasNode = TaskNode | TriggerNode | NoteNode;
export type NeedEdge = Edge<{ readonly shown: ShownEdge }, 'need'>;
export type StartEdge = Edge<Record<string, never>, 'start'>;
export type CanvasEdge = NeedEdge | StartEdge;

const handleSize = 10;

type Things = {
  readonly graph: ShownGraph;
  readonly triggers: readonly ShownTrigger[];
  readonly notes: readonly ShownNote[];
  readonly selection: Selection;
};

export function toNodes({ graph, triggers, notes, selection }: Things, before: ReadonlyMap<string, CanvasNode>): CanvasNode[] {
  const selected = {
    tasks: new Set(selection.tasks),
    triggers: new Set(selection.triggers),
    notes: new Set(selection.notes),
  };
  const nodes: CanvasNode[] = [];
  for (const shown of notes) {
    nodes.push(reused(before.get(noteNodeId(shown.index)), shown, selected.notes.has(shown.index), graph.direction, noteNode));
  }
  for (const shown of triggers) {
    nodes.push(reused(before.get(triggerNodeId(shown.id)), shown, selected.triggers.has(shown.id), graph.direction, triggerNode));
  }
  for (const shown of graph.tasks.values()) {
    nodes.push(reused(before.get(shown.path), shown, selected.tasks.has(shown.path), graph.direction, taskNode));
  }
  return nodes;
}

type Make<S> = (shown: S, isSelected: boolean, direction: Direction) => CanvasNode;

/** A node is made anew when what it shows is, when it is selected or no longer, and when a drag has left its traces in it. */
function reused<S extends { readonly box: Point; readonly at?: Point }>(
  old: CanvasNode | undefined,
  shown: S,
  isSelected: boolean,
  direction: Direction,
  make: Make<S>,
): CanvasNode {
  if (!old || old.data.shown !== (shown as unknown) || old.selected !== isSelected || old.dragging)
    return make(shown, isSelected, direction);
  const { x, y } = shown.at ?? shown.box;
  return old.position.x === x && old.position.y === y ? old : make(shown, isSelected, direction);
}

function taskNode(shown: ShownTask, selected: boolean, direction: Direction): TaskNode {
  const { path, id, group, isFrame, at, box, task } = shown;
  const words = describeTask(task, id, catalog);
  const ariaLabel = isFrame
    ? canvasMessages.groupLabel(words.name, Object.keys(task.tasks ?? {}).length)
    : canvasMessages.taskLabel(words.name, words.title);
  return {
    id: path,
    type: isFrame ? 'frame' : 'task',
    position: at,
    ...(group === '' ? {} : { parentId: group }),
    ...sized(box),
    handles: handlesOf(shown, direction),
    data: { shown },
    selected,
    ariaRole: 'group',
    ariaLabel,
    ...(isFrame ? { dragHandle: '.frame-handle', style: { pointerEvents: 'none' } } : {}),
  };
}

function handlesOf({ ports, box, isFrame }: ShownTask, direction: Direction): NodeHandle[] {
  const input = inPortOf(direction, box, isFrame);
  return [
    { id: null, type: 'target', position: direction === 'right' ? Position.Left : Position.Top, ...centered(input) },
    ...ports.map((port): NodeHandle => {
      return { id: port.name, type: 'source', position: port.side === 'right' ? Position.Right : Position.Bottom, ...centered(port) };
    }),
  ];
}

function centered({ x, y }: { readonly x: number; readonly y: number }) {
  return { x: x - handleSize / 2, y: y - handleSize / 2, width: handleSize, height: handleSize };
}

function triggerNode(shown: ShownTrigger, selected: boolean, direction: Direction): TriggerNode {
  const { id, trigger, box } = shown;
  const isRight = direction === 'right';
  const port = isRight ? { x: box.width, y: box.height / 2 } : { x: box.width / 2, y: box.height };
  return {
    id: triggerNodeId(id),
    type: 'trigger',
    position: { x: box.x, y: box.y },
    ...sized(box),
    handles: [{ id: 'start', type: 'source', position: isRight ? Position.Right : Position.Bottom, ...centered(port) }],
    data: { shown },
    selected,
    connectable: false,
    ariaRole: 'group',
    ariaLabel: canvasMessages.triggerLabel(trigger.name ?? id),
  };
}

function noteNode(shown: ShownNote, selected: boolean): NoteNode {
  const { index, note, box } = shown;
  return {
    id: noteNodeId(index),
    type: 'note',
    position: { x: box.x, y: box.y },
    ...sized(box),
    data: { shown },
    selected,
    connectable: false,
    handles: [],
    zIndex: -1,
    ariaRole: 'group',
    ariaLabel: canvasMessages.noteLabel(note.text.slice(0, 80)),
  };
}

function sized({ width, height }: Size) {
  return { width, height, measured: { width, height } };
}

export function toEdges({ graph, triggers, selection }: Things, before: ReadonlyMap<string, CanvasEdge>): CanvasEdge[] {
  const selected = new Set(selection.edges.map(edgeKey));
  const edges = graph.edges.map((shown): CanvasEdge => {
    const old = before.get(shown.key);
    const isSelected = selected.has(shown.key);
    return old?.type === 'need' && old.data?.shown === shown && old.selected === isSelected ? old : needEdge(shown, isSelected);
  });
  for (const { id, to } of triggers) {
    for (const path of to) edges.push(before.get(`${triggerNodeId(id)}>${path}`) ?? startEdge(id, path));
  }
  return edges;
}

function needEdge(shown: ShownEdge, selected: boolean): NeedEdge {
  const { key, from, port, to } = shown;
  return {
    id: key,
    type: 'need',
    source: from,
    sourceHandle: port,
    target: to,
    data: { shown },
    selected,
    ariaLabel: canvasMessages.edgeLabel(from, port, to),
  };
}

function startEdge(trigger: string, path: string): StartEdge {
  return {
    id: `${triggerNodeId(trigger)}>${path}`,
    type: 'start',
    source: triggerNodeId(trigger),
    sourceHandle: 'start',
    target: path,
    selectable: false,
    reconnectable: false,
    deletable: false,
    focusable: false,
  };
}
