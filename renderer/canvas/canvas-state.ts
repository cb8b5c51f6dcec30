// What the canvas shows at the moment: drawn from the document and the view, plus what a gesture is in the middle of.
import type { Edge } from '../../engine/workflow/edit/connect.ts';
import type { Line } from './graph/align-drag.ts';
import type { Point } from './graph/geometry.ts';
import type { ShownNote, ShownTrigger } from './graph/show-others.ts';
import { nothingShown, type ShownGraph } from './graph/shown-graph.ts';
import type { CanvasEdge, CanvasNode } from './nodes/flow-nodes.ts';

/** An end of an edge that is to be, when a port was dragged into the empty canvas. */
export type LooseEnd = { readonly path: string /** null: the new task is to be needed by it. */; readonly port: string | null };

export type QuickAdd = {
  /** Where the task goes, on the canvas; the list opens there. */
  readonly at: Point;
  /** The group it goes into. */
  readonly group: string;
  readonly link: LooseEnd | null;
  /** The edge it is put into. */
  readonly edge: Edge | null;
};

/** A word at the pointer: why something is refused. */
export type Hint = { readonly text: string; readonly at: Point };

export type CanvasState = {
  readonly graph: ShownGraph;
  readonly triggers: readonly ShownTrigger[];
  readonly notes: readonly ShownNote[];
  /** Places of tasks that the document does not place. */
  readonly found: ReadonlyMap<string, Point>;
  /** Whether the first layout is still on its way. */
  readonly isWaiting: boolean;
  readonly nodes: readonly CanvasNode[];
  readonly edges: readonly CanvasEdge[];
  /** Alignment of what is dragged. */
  readonly lines: readonly Line[];
  /** What would take the dragged tasks: a group by its path ('' for the canvas), or an edge by its key. */
  readonly target: { readonly group?: string; readonly edge?: string } | null;
  readonly quickAdd: QuickAdd | null;
  /** Path of the task for which the list of what it can be connected to is open. */
  readonly connecting: string | null;
  readonly isFinding: boolean;
  /** Path of the task whose name is edited in place. */
  readonly renaming: string | null;
  /** Index of the note that is edited. */
  readonly editingNote: number | null;
  readonly hint: Hint | null;
};

export const initialCanvasState: CanvasState = {
  graph: nothingShown,
  triggers: [],
  notes: [],
  found: new Map(),
  isWaiting: false,
  nodes: [],
  edges: [],
  lines: [],
  target: null,
  quickAdd: null,
  connecting: null,
  isFinding: false,
  renaming: null,
  editingNote: null,
  hint: null,
};
