import { needsOf } from '../../engine/workflow/edit/task-needs.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { catalog } from '../document/catalog.ts';

/** A small drawing of a workflow: tasks as boxes in columns by their depth, lines from need to need. In units of boxes. */
export type PictureBoxes = {
  readonly boxes: readonly { readonly id: string; readonly x: number; readonly y: number; readonly category: string }[];
  readonly lines: readonly {
    readonly id: string;
    readonly from: readonly [number, number];
    readonly to: readonly [number, number];
    readonly isFailed: boolean;
  }[];
  readonly columns: number;
  readonly rows: number;
};

export function pictureBoxes({ tasks }: Workflow): PictureBoxes {
  const depths = new Map<string, number>();
  const depthOf = (id: string, seen: ReadonlySet<string> = new Set()): number => {
    const known = depths.get(id);
    if (known !== undefined || seen.has(id)) return known ?? 0;
    const needs = needsOf(tasks[id] ?? { type: '' }).filter(({ task }) => Object.hasOwn(tasks, task));
    const depth = needs.reduce((most, { task }) => Math.max(most, depthOf(task, new Set([...seen, id])) + 1), 0);
    depths.set(id, depth);
    return depth;
  };
  const columns: string[][] = [];
  for (const id of Object.keys(tasks)) {
    const depth = depthOf(id);
    for (let index = columns.length; index <= depth; index += 1) columns.push([]);
    columns[depth]?.push(id);
  }
  const rows = Math.max(1, ...columns.map((column) => column.length));
  const places = new Map<string, readonly [number, number]>();
  for (const [x, column] of columns.entries()) {
    for (const [index, id] of column.entries()) places.set(id, [x, index + (rows - column.length) / 2]);
  }
  return {
    boxes: [...places].map(([id, [x, y]]) => ({ id, x, y, category: categoryOf(tasks[id]?.type ?? '') })),
    lines: Object.entries(tasks).flatMap(([id, task]) =>
      needsOf(task).flatMap((need) => {
        const from = places.get(need.task);
        const to = places.get(id);
        return from && to ? [{ id: `${need.task}:${need.port}>${id}`, from, to, isFailed: need.port === 'failed' }] : [];
      }),
    ),
    columns: columns.length,
    rows,
  };
}

function categoryOf(type: string): string {
  return type === 'group' ? 'group' : (catalog.get(type)?.category ?? 'script');
}
