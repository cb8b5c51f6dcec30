// What is on the screen and can be told to do things. Each surface registers itself while it is shown.
import type { Workflow } from '../../engine/workflow/schema.ts';

export type CanvasSurface = {
  readonly fit: () => void;
  readonly zoomToSelection: () => void;
  readonly zoomBy: (factor: number) => void;
  /** Brings a task into view, and opens the groups it is in. */
  readonly reveal: (path: string) => void;
  /** Opens the list of task types: behind the one selected task, else at the pointer when it is over the canvas, else in its middle. */
  readonly openQuickAdd: () => void;
  /** Opens the list of what the selected task can be connected to. */
  readonly openConnect: () => void;
  readonly openFind: () => void;
  /** Begins to edit the name of the selected task in place. */
  readonly rename: () => void;
  /** Lays the selected tasks out, or all of them. */
  readonly layOut: () => Promise<void>;
  readonly picture: (format: 'svg' | 'png') => Promise<Blob>;
  readonly focus: () => void;
  /** The boxes of the tasks that are shown, by path, on the canvas. */
  readonly boxes: () => ReadonlyMap<string, CanvasBox>;
  /** The workflow with a place for every task that is shown: for edits that depend on places which the document leaves open. */
  readonly settled: (workflow: Workflow) => Workflow;
  /** Brings what is selected into sight, from farther away where it is too large. */
  readonly showSelected: () => void;
  /** Where something new goes, on the grid: at the pointer when it is over the canvas, else in the middle. `at` counts from the group. */
  readonly dropPoint: () => { readonly group: string; readonly at: readonly [x: number, y: number] };
  /** Opens the list of task types for the selected edge. */
  readonly insertIntoEdge: () => void;
  /** Begins to edit a note in place, by its index. */
  readonly editNote: (index: number) => void;
  /** Opens or closes a group. */
  readonly toggleGroup: (path: string) => void;
  readonly selectAll: () => void;
};

/** Pixels of the canvas at zoom 1. */
export type CanvasBox = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type CodeSurface = {
  /** Offsets in UTF-16 units. */
  readonly reveal: (start: number, end: number) => void;
  readonly openFind: () => void;
  readonly focus: () => void;
};

export type InspectorSurface = { readonly focus: () => void };

export type Surfaces = {
  readonly canvas: () => CanvasSurface | null;
  readonly code: () => CodeSurface | null;
  readonly inspector: () => InspectorSurface | null;
  /** Takes the focus to the canvas that shows next; gives the function that waits for it no more. */
  readonly focusNextCanvas: () => () => void;
  /** Gives the function that takes it away again. */
  readonly showCanvas: (surface: CanvasSurface) => () => void;
  readonly showCode: (surface: CodeSurface) => () => void;
  readonly showInspector: (surface: InspectorSurface) => () => void;
};

export function createSurfaces(): Surfaces {
  let canvas: CanvasSurface | null = null;
  let code: CodeSurface | null = null;
  let inspector: InspectorSurface | null = null;
  let isCanvasAwaited = false;
  return {
    canvas: () => canvas,
    code: () => code,
    inspector: () => inspector,
    focusNextCanvas() {
      isCanvasAwaited = true;
      return () => {
        isCanvasAwaited = false;
      };
    },
    showCanvas(surface) {
      canvas = surface;
      // What is closing gives the focus back to where it was opened from: after that.
      if (isCanvasAwaited) setTimeout(() => surface.focus(), 0);
      isCanvasAwaited = false;
      return () => {
        if (canvas === surface) canvas = null;
      };
    },
    showCode(surface) {
      code = surface;
      return () => {
        if (code === surface) code = null;
      };
    },
    showInspector(surface) {
      inspector = surface;
      return () => {
        if (inspector === surface) inspector = null;
      };
    },
  };
}
