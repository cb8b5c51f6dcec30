// A drawing and its mirror image are equally good for dagre; a person wants the first way above the second, and failures below.
import type { Point, Size } from '../graph/geometry.ts';
import type { Direction } from '../graph/ports.ts';
import type { LayoutScope } from './layout-input.ts';

/** The corners, or those of the mirror image where it has more of what comes first on the upper (or left) side. */
export function keepOrder(
  { tasks, edges }: LayoutScope,
  corners: ReadonlyMap<string, Point>,
  sizes: ReadonlyMap<string, Size>,
  direction: Direction,
): ReadonlyMap<string, Point> {
  const [across, extent] = direction === 'right' ? (['y', 'height'] as const) : (['x', 'width'] as const);
  const sizeOf = (id: string) => sizes.get(id)?.[extent] ?? 0;
  const middleOf = (id: string) => (corners.get(id)?.[across] ?? 0) + sizeOf(id) / 2;
  const scoreOf = (together: readonly string[]) =>
    sum(together.flatMap((id, index) => together.slice(index + 1).map((later) => Math.sign(middleOf(later) - middleOf(id)))));
  const [first, ways] = siblings(tasks, edges);
  // What a run begins with decides only where no task has several ways.
  if ((sum(ways.map(scoreOf)) || scoreOf(first)) >= 0) return corners;
  return new Map([...corners].map(([id, corner]) => [id, { ...corner, [across]: -corner[across] - sizeOf(id) }]));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** What follows no task, and what follows the same one, in the order of the edges. */
function siblings(
  tasks: LayoutScope['tasks'],
  edges: LayoutScope['edges'],
): readonly [first: readonly string[], ways: readonly (readonly string[])[]] {
  const behind = new Map<string, string[]>();
  for (const [from, to] of edges) behind.set(from, [...(behind.get(from) ?? []), to]);
  const followers = new Set(edges.map(([, to]) => to));
  return [tasks.map(({ id }) => id).filter((id) => !followers.has(id)), [...behind.values()]];
}
