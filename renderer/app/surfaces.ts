// What is on the screen and can be told to do things. Each surface registers itself while it is shown.

export type CanvasSurface = {
  readonly fit: () => void;
  readonly zoomToSelection: () => void;
  readonly zoomBy: (factor: number) => void;
  /** Brings a task into view, and opens the groups it is in. */
  readonly reveal: (path: string) => void;
  /** Opens the list of task types at the middle of the canvas, or at the pointer when it is over it. */
  readonly openQuickAdd: () => void;
  readonly openFind: () => void;
  /** Begins to edit the name of the selected task in place. */
  readonly rename: () => void;
  /** Lays the selected tasks out, or all of them. */
  readonly layOut: () => Promise<void>;
  readonly picture: (format: 'svg' | 'png') => Promise<Blob>;
  readonly focus: () => void;
};

export type CodeSurface = {
  /** Offsets in UTF-16 units. */
  readonly reveal: (start: number, end: number) => void;
  readonly openFind: () => void;
  readonly focus: () => void;
};

export type Surfaces = {
  readonly canvas: () => CanvasSurface | null;
  readonly code: () => CodeSurface | null;
  /** Gives the function that takes it away again. */
  readonly showCanvas: (surface: CanvasSurface) => () => void;
  readonly showCode: (surface: CodeSurface) => () => void;
};

export function createSurfaces(): Surfaces {
  let canvas: CanvasSurface | null = null;
  let code: CodeSurface | null = null;
  return {
    canvas: () => canvas,
    code: () => code,
    showCanvas(surface) {
      canvas = surface;
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
  };
}
