// Where a task goes that the document does not place, when those around it have their places already: behind what it needs.
import { joinPath } from '../../../engine/workflow/edit/task-path.ts';
import type { Tasks } from '../../../engine/workflow/graph/scope-graph.ts';
import { parseNeed } from '../../../engine/workflow/needs.ts';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import { cardSize, framePadding } from './card.ts';
import { type Box, overlaps, type Point } from './geometry.ts';
import { placeOf } from './shown-graph.ts';

/** From one task to the next, corner to corner. */
export const spacing = { along: 280, across: 120 } as const;

export type Missing = {
  /** Groups ('' for the workflow) of which no task has a place: these need a layout. */
  readonly empty: readonly string[];
  /** Tasks without a place in groups where others have one. */
  readonly single: readonly { readonly group: string; readonly id: string }[];
};

/** What has no place. `found` holds places from before. */
export function findMissing(workflow: Workflow, found: ReadonlyMap<string, Point>): Missing {
  const empty: string[] = [];
  const single: { group: string; id: string }[] = [];
  const visit = (tasks: Tasks, group: string) => {
    const ids = Object.keys(tasks);
    const missing = ids.filter((id) => !placeOf({ workflow, found }, joinPath(group, id)));
    if (missing.length > 0 && missing.length === ids.length && missing.length > 1) empty.push(group);
    else for (const id of missing) single.push({ group, id });
    for (const id of ids) {
      const inner = tasks[id]?.tasks;
      if (inner) visit(inner, joinPath(group, id));
    }
  };
  visit(workflow.tasks, '');
  return { empty, single };
}

/** A free place behind the first task that it needs; else below all others. */
export function placeBehind(workflow: Workflow, found: ReadonlyMap<string, Point>, group: string, id: string, tasks: Tasks): Point {
  const direction = workflow.layout?.direction ?? 'right';
  const taken = Object.keys(tasks).flatMap((other): Box[] => {
    const at = other === id ? undefined : placeOf({ workflow, found }, joinPath(group, other));
    return at ? [{ ...at, ...cardSize }] : [];
  });
  const sources = (tasks[id]?.needs ?? []).flatMap((need) => {
    const at = placeOf({ workflow, found }, joinPath(group, parseNeed(need).task));
    return at ? [at] : [];
  });
  const start = startOf(sources, taken, direction, group === '');
  return freePlace({ ...start, ...cardSize }, taken, direction);
}

function startOf(sources: readonly Point[], taken: readonly Box[], direction: 'right' | 'down', isOuter: boolean): Point {
  if (sources.length > 0) {
    const far = Math.max(...sources.map(({ x, y }) => (direction === 'right' ? x : y)));
    const [first] = sources;
    if (direction === 'right') return { x: far + spacing.along, y: first?.y ?? 0 };
    return { x: first?.x ?? 0, y: far + spacing.across };
  }
  if (taken.length === 0) return isOuter ? { x: 0, y: 0 } : { x: framePadding.left, y: framePadding.top };
  const left = Math.min(...taken.map(({ x }) => x));
  return { x: left, y: Math.max(...taken.map(({ y }) => y)) + spacing.across };
}

/** Steps aside until nothing is in the way. */
export function freePlace(wanted: Box, taken: readonly Box[], direction: 'right' | 'down'): Point {
  let at = wanted;
  for (let tries = 0; tries < 200 && taken.some((box) => overlaps(box, at)); tries += 1) {
    at = direction === 'right' ? { ...at, y: at.y + spacing.across } : { ...at, x: at.x + spacing.along };
  }
  return { x: at.x, y: at.y };
}
