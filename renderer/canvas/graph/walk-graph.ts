// Arrow keys walk the graph: along edges, and to the tasks beside.
import { centerOf } from './geometry.ts';
import type { ShownGraph, ShownTask } from './shown-graph.ts';

export type Step = 'left' | 'right' | 'up' | 'down';

/** The task that an arrow key leads to; null where there is none. */
export function walkFrom(graph: ShownGraph, path: string, step: Step): string | null {
  const here = graph.tasks.get(path);
  if (!here) return null;
  const forward = graph.direction === 'right' ? 'right' : 'down';
  const back = graph.direction === 'right' ? 'left' : 'up';
  if (step === forward) return alongEdge(graph, here, 'to');
  if (step === back) return alongEdge(graph, here, 'from');
  return beside(graph, here, step === 'down' || step === 'right' ? 1 : -1);
}

/** The first one in reading order: where the walk begins when nothing is selected. */
export function firstTask(graph: ShownGraph): string | null {
  const axis = graph.direction === 'right' ? 'x' : 'y';
  const across = axis === 'x' ? 'y' : 'x';
  const outer = [...graph.tasks.values()].filter(({ group }) => group === '');
  outer.sort((a, b) => a.box[axis] - b.box[axis] || a.box[across] - b.box[across]);
  return outer[0]?.path ?? null;
}

/** The nearest of those at the other end of its edges; out of a group, when it has none in it. */
function alongEdge(graph: ShownGraph, here: ShownTask, end: 'from' | 'to'): string | null {
  const start = end === 'to' ? 'from' : 'to';
  const ends = graph.edges.filter((edge) => edge[start] === here.path).map((edge) => edge[end]);
  const tasks = ends.flatMap((path) => graph.tasks.get(path) ?? []);
  const nearest = byDistance(here, tasks)[0];
  if (nearest) return nearest.path;
  return here.group === '' ? null : here.group;
}

/** The next one above or below (or beside, when the graph goes down) among its siblings: those at about the same place along the way. */
function beside(graph: ShownGraph, here: ShownTask, sign: 1 | -1): string | null {
  const [along, across] = graph.direction === 'right' ? (['x', 'y'] as const) : (['y', 'x'] as const);
  const reach = graph.direction === 'right' ? here.box.width : here.box.height;
  const inside = here.isFrame && sign === 1 ? childrenOf(graph, here.path) : [];
  if (inside.length > 0) return byDistance(here, inside)[0]?.path ?? null;
  const siblings = childrenOf(graph, here.group).filter(
    ({ path, box }) => path !== here.path && (box[across] - here.box[across]) * sign > 0,
  );
  const column = siblings.filter(({ box }) => Math.abs(box[along] - here.box[along]) < reach);
  const next = byDistance(here, column.length > 0 ? column : siblings)[0]?.path ?? null;
  return next ?? (sign === -1 && here.group !== '' ? here.group : null);
}

function childrenOf(graph: ShownGraph, group: string): readonly ShownTask[] {
  return [...graph.tasks.values()].filter((task) => task.group === group);
}

function byDistance(here: ShownTask, tasks: readonly ShownTask[]): readonly ShownTask[] {
  const from = centerOf(here.box);
  const distance = (task: ShownTask) => Math.hypot(centerOf(task.box).x - from.x, centerOf(task.box).y - from.y);
  return [...tasks].sort((a, b) => distance(a) - distance(b));
}
