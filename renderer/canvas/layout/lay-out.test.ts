import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../document/catalog.ts';
import { framePadding } from '../graph/card.ts';
import { type Box, overlaps } from '../graph/geometry.ts';
import type { Direction } from '../graph/ports.ts';
import { groupOfTasks, step, workflowOf } from '../testing/show.ts';
import { layOut } from './lay-out.ts';
import { type LayoutScope, layoutScope } from './layout-input.ts';

const scopeOf = (count: number, edges: readonly (readonly [number, number])[]): LayoutScope => ({
  path: '',
  tasks: Array.from({ length: count }, (_, index) => ({ id: `t${index}`, width: 208, height: 56, inner: null })),
  edges: edges.map(([from, to]) => [`t${from}`, `t${to}`]),
});

function boxesOf(scope: LayoutScope, direction: Direction): readonly Box[] {
  const places = layOut({ direction, scopes: [scope] });
  return scope.tasks.map(({ id, width, height }) => ({ ...(places[id] ?? { x: Number.NaN, y: Number.NaN }), width, height }));
}

function expectApart(boxes: readonly Box[]): void {
  for (const [index, box] of boxes.entries()) {
    expect(Number.isFinite(box.x + box.y)).toBe(true);
    for (const other of boxes.slice(index + 1)) expect(overlaps(box, other)).toBe(false);
  }
}

const graphs = fc.integer({ min: 1, max: 30 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    edges: fc.array(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { maxLength: 40 }),
    direction: fc.constantFrom<Direction>('right', 'down'),
  }),
);

describe('laying out', () => {
  it('lets no two tasks overlap, even with edges that close cycles', () => {
    fc.assert(
      fc.property(graphs, ({ count, edges, direction }) => expectApart(boxesOf(scopeOf(count, edges), direction))),
      { numRuns: 60 },
    );
  });

  it('draws what comes first above, and what a failure leads to below', () => {
    const workflow = workflowOf({
      alert: step(['fetch:failed']),
      fetch: step(),
      store: step(['fetch']),
    });
    const joined = workflowOf({ one: step(), two: step(), both: step(['one', 'two']) });
    const scope = layoutScope({ workflow, catalog, closedGroups: new Set() }, '');
    const joinedScope = layoutScope({ workflow: joined, catalog, closedGroups: new Set() }, '');

    for (const direction of ['right', 'down'] as const) {
      const across = direction === 'right' ? 'y' : 'x';
      const places = layOut({ direction, scopes: [scope] });
      const at = (id: string) => places[id]?.[across] ?? Number.NaN;
      expect(at('alert')).toBeGreaterThan(at('store'));
      expect(at('store')).toBe(0);
      const begun = layOut({ direction, scopes: [joinedScope] });
      expect(begun.two?.[across]).toBeGreaterThan(begun.one?.[across] ?? Number.NaN);
    }
  });

  it('puts each task behind what it needs', () => {
    const scope = scopeOf(4, [
      [0, 1],
      [0, 2],
      [1, 3],
      [2, 3],
    ]);

    const [a, b, c, d] = boxesOf(scope, 'right');
    expect(Math.min(b?.x ?? 0, c?.x ?? 0)).toBeGreaterThan((a?.x ?? 0) + 208);
    expect(d?.x).toBeGreaterThan((b?.x ?? 0) + 208);

    const [top, , , bottom] = boxesOf(scope, 'down');
    expect(bottom?.y).toBeGreaterThan((top?.y ?? 0) + 56);
  });

  it('lays out a large graph without overlaps, chains straight', () => {
    const rows = 30;
    const edges = Array.from({ length: 870 }, (_, index): [number, number] => [index, index + rows]);

    const boxes = boxesOf(scopeOf(900, edges), 'right');
    const places = new Set(boxes.map(({ x, y }) => `${x} ${y}`));
    expect(places.size).toBe(900);
    expect(boxes[0]?.y).toBe(boxes[870]?.y);
  });

  it('lays groups out from the inside, behind their padding', () => {
    const workflow = workflowOf({ a: step(), g: groupOfTasks({ x: step(), y: step(['x']) }, ['a']), z: step(['g']) });
    const scope = layoutScope({ workflow, catalog, closedGroups: new Set() }, '');
    const places = layOut({ direction: 'right', scopes: [scope] });

    expect(places['g.x']).toEqual({ x: framePadding.left, y: framePadding.top });
    expect(places.z?.x).toBeGreaterThan((places.g?.x ?? 0) + (places['g.y']?.x ?? 0) + 208);
  });

  it('takes a closed group as a card', () => {
    const workflow = workflowOf({ g: groupOfTasks({ x: step(), y: step(['x']) }) });
    const scope = layoutScope({ workflow, catalog, closedGroups: new Set(['g']) }, '');

    expect(scope.tasks).toEqual([{ id: 'g', width: 208, height: 56, inner: null }]);
  });

  it('can take some tasks of a group alone', () => {
    const workflow = workflowOf({ a: step(), b: step(['a']), c: step(['b']) });
    const scope = layoutScope({ workflow, catalog, closedGroups: new Set() }, '', new Set(['a', 'b']));

    expect(scope.tasks.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(scope.edges).toEqual([['a', 'b']]);
  });
});
