// What is on the canvas besides tasks: triggers at the left of where the run begins, and notes.
import { own } from '../../../engine/workflow/edit/record.ts';
import type { Layout, Trigger, Workflow } from '../../../engine/workflow/schema.ts';
import { cardSize, noteSize } from './card.ts';
import type { Box, Point } from './geometry.ts';
import { spacing } from './place-missing.ts';
import type { Direction } from './ports.ts';
import type { ShownGraph, ShownTask } from './shown-graph.ts';

export type ShownTrigger = {
  readonly id: string;
  readonly trigger: Trigger;
  readonly box: Box;
  /** Paths of the tasks it leads to. */
  readonly to: readonly string[];
  readonly direction: Direction;
};
export type Note = NonNullable<Layout['notes']>[number];
export type ShownNote = { readonly index: number; readonly note: Note; readonly box: Box };

/** More lines than these would hide more than they show. */
const mostStarts = 8;

export function showTriggers(workflow: Workflow, graph: ShownGraph, before: readonly ShownTrigger[]): readonly ShownTrigger[] {
  const triggers = Object.entries(workflow.triggers ?? {});
  if (triggers.length === 0) return none;
  const { direction } = graph;
  const starts = startsOf(graph);
  const to = starts.slice(0, mostStarts).map(({ path }) => path);
  return triggers.map(([id, trigger], index) => {
    const box = { ...(placeOf(workflow, id) ?? freeTriggerPlace(graph, starts, index)), ...cardSize };
    const old = before.find((shown) => shown.id === id);
    const isSame =
      old?.trigger === trigger && old.direction === direction && old.box.x === box.x && old.box.y === box.y && old.to.join() === to.join();
    return old && isSame ? old : { id, trigger, box, to, direction };
  });
}

const none: readonly ShownTrigger[] = [];

function placeOf(workflow: Workflow, id: string): Point | undefined {
  const at = own(workflow.layout?.triggers, id);
  return at && { x: at[0], y: at[1] };
}

function startsOf(graph: ShownGraph): readonly ShownTask[] {
  return [...graph.tasks.values()].filter(({ group, task }) => group === '' && (task.needs ?? []).length === 0);
}

function freeTriggerPlace({ direction }: ShownGraph, starts: readonly ShownTask[], index: number): Point {
  return placeTrigger(
    starts.map(({ box }) => box),
    direction,
    index,
  );
}

/** In front of where the run begins, one below (or beside) the other. */
export function placeTrigger(starts: readonly Point[], direction: Direction, index: number): Point {
  const left = Math.min(...starts.map(({ x }) => x), Infinity);
  const top = Math.min(...starts.map(({ y }) => y), Infinity);
  const corner = left === Infinity ? { x: 0, y: 0 } : { x: left, y: top };
  if (direction === 'right') return { x: corner.x - spacing.along, y: corner.y + index * spacing.across };
  return { x: corner.x + index * spacing.along, y: corner.y - spacing.across };
}

export function showNotes(workflow: Workflow, before: readonly ShownNote[]): readonly ShownNote[] {
  return (workflow.layout?.notes ?? []).map((note, index) => {
    const old = before[index];
    if (old?.note === note) return old;
    const [x, y] = note.at;
    return { index, note, box: { x, y, width: note.size?.[0] ?? noteSize.width, height: note.size?.[1] ?? noteSize.height } };
  });
}
