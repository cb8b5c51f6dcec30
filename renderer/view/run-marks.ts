// How a person runs each workflow: where its runs stop, and which outputs they take from runs of before. In no document, never undone,
// kept over restarts.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Keep } from './view.ts';

/** The output of a task in a run: `path` is the task's in that run. */
export type Pin = { readonly run: string; readonly path: string };

/** By the paths of tasks in the definition. Marks of tasks that are gone stay until a run starts: an undo brings the task back. */
export type Marks = { readonly breakpoints: readonly string[]; readonly pins: { readonly [path: string]: Pin } };

export const noMarks: Marks = { breakpoints: [], pins: {} };

export type RunMarksState = { readonly workflows: { readonly [workflow: string]: Marks } };

export type RunMarks = {
  readonly store: StoreApi<RunMarksState>;
  readonly of: (workflow: string) => Marks;
  readonly change: (workflow: string, change: (marks: Marks) => Marks) => void;
  /** The workflow has another id. */
  readonly move: (from: string, to: string) => void;
};

export function createRunMarks(keep: Keep): RunMarks {
  const store = createStore<RunMarksState>(() => ({ workflows: readKept(keep) }));
  const of = (workflow: string) => marksOf(store.getState(), workflow);

  function set(workflow: string, marks: Marks): void {
    store.setState({ workflows: withMarks(store.getState().workflows, workflow, marks) });
    // Other windows keep theirs in the same place.
    keep.write(JSON.stringify(withMarks(readKept(keep), workflow, marks)));
  }

  return {
    store,
    of,
    change: (workflow, change) => {
      const before = of(workflow);
      const after = change(before);
      if (after !== before) set(workflow, after);
    },
    move: (from, to) => {
      const marks = of(from);
      set(from, noMarks);
      set(to, marks);
    },
  };
}

export function marksOf({ workflows }: RunMarksState, workflow: string): Marks {
  return Object.hasOwn(workflows, workflow) ? (workflows[workflow] ?? noMarks) : noMarks;
}

export function pinOf({ pins }: Marks, path: string): Pin | undefined {
  return Object.hasOwn(pins, path) ? pins[path] : undefined;
}

export function hasPin(marks: Marks, path: string): boolean {
  return pinOf(marks, path) !== undefined;
}

export function withBreakpoints(marks: Marks, paths: readonly string[], isOn: boolean): Marks {
  const others = marks.breakpoints.filter((path) => !paths.includes(path));
  return { ...marks, breakpoints: isOn ? [...others, ...paths] : others };
}

/** Adds pins, or takes those away that are null. */
export function withPins(marks: Marks, changes: ReadonlyMap<string, Pin | null>): Marks {
  const entries = new Map<string, Pin | null>([...Object.entries(marks.pins), ...changes]);
  return { ...marks, pins: Object.fromEntries([...entries].filter((entry): entry is [string, Pin] => entry[1] !== null)) };
}

/** Marks of tasks that have other paths now. */
export function withMoves(marks: Marks, moves: ReadonlyMap<string, string>): Marks {
  const at = (path: string) => moves.get(path) ?? path;
  return {
    breakpoints: [...new Set(marks.breakpoints.map(at))],
    pins: Object.fromEntries(Object.entries(marks.pins).map(([path, pin]) => [at(path), pin])),
  };
}

/** Without the marks of tasks that are not there. The same object when all are. */
export function onlyOf(marks: Marks, isThere: (path: string) => boolean): Marks {
  if (markedPaths(marks).every(isThere)) return marks;
  return {
    breakpoints: marks.breakpoints.filter(isThere),
    pins: Object.fromEntries(Object.entries(marks.pins).filter(([path]) => isThere(path))),
  };
}

export function markedPaths({ breakpoints, pins }: Marks): readonly string[] {
  return [...new Set([...breakpoints, ...Object.keys(pins)])];
}

function withMarks(workflows: RunMarksState['workflows'], workflow: string, marks: Marks): RunMarksState['workflows'] {
  const others = Object.entries(workflows).filter(([id]) => id !== workflow);
  return Object.fromEntries(markedPaths(marks).length === 0 ? others : [...others, [workflow, marks]]);
}

/** What was kept, as far as it can be read. */
function readKept(keep: Keep): RunMarksState['workflows'] {
  try {
    const kept: unknown = JSON.parse(keep.read() ?? '{}');
    return Object.fromEntries(entriesOf(kept).map(([workflow, marks]) => [workflow, readMarks(marks)]));
  } catch {
    return {};
  }
}

function readMarks(kept: unknown): Marks {
  const { breakpoints, pins } = Object.fromEntries(entriesOf(kept));
  return {
    breakpoints: Array.isArray(breakpoints) ? breakpoints.filter((path) => typeof path === 'string') : [],
    pins: Object.fromEntries(entriesOf(pins).flatMap(([path, pin]) => readPin(path, pin))),
  };
}

function readPin(path: string, kept: unknown): [string, Pin][] {
  const pin = Object.fromEntries(entriesOf(kept));
  return typeof pin.run === 'string' && typeof pin.path === 'string' ? [[path, { run: pin.run, path: pin.path }]] : [];
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
