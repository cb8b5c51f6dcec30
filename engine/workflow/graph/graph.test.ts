import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryWorkflow } from '../testing/arbitraries.ts';
import { graph, tasksOf } from '../testing/graph-builder.ts';
import { criticalPath } from './critical-path.ts';
import { cycleMembers, findCycles } from './cycles.ts';
import { topologicalOrder } from './order.ts';
import { wouldCloseCycle } from './path.ts';
import { ancestors, ancestry, descendants, reachable } from './reach.ts';
import { scopeGraph } from './scope-graph.ts';
import { jsonPathOf, taskAt, walkTasks } from './walk.ts';

const draw = (...lines: string[]) => scopeGraph(tasksOf(...lines));

//   a ─► b ─► d
//   └──► c ──►┘      e
const diamond = draw('a -> b, c -> d', 'e');

describe('topologicalOrder', () => {
  it('puts every task after what it needs and keeps the document order otherwise', () => {
    expect(topologicalOrder(draw('c -> b -> a', 'd -> a'))).toEqual(['c', 'd', 'b', 'a']);
  });

  it('leaves out cycles and what depends on them', () => {
    expect(topologicalOrder(draw('a -> b -> c -> b', 'c -> d'))).toEqual(['a']);
  });

  it('ignores needs on tasks that do not exist', () => {
    expect(topologicalOrder(scopeGraph({ a: { type: 'data.set', needs: ['ghost'] } }))).toEqual(['a']);
  });

  it('orders every generated scope completely, needs first', () => {
    fc.assert(
      fc.property(arbitraryWorkflow({ maxTasks: 20 }), ({ tasks }) => {
        const scope = scopeGraph(tasks);
        const order = topologicalOrder(scope);
        expect(order).toHaveLength(scope.ids.length);
        for (const id of scope.ids) for (const other of ancestors(scope, id)) expect(order.indexOf(other)).toBeLessThan(order.indexOf(id));
      }),
    );
  });
});

describe('reach', () => {
  it('follows needs both ways', () => {
    expect(ancestors(diamond, 'd')).toEqual(new Set(['a', 'b', 'c']));
    expect(descendants(diamond, 'a')).toEqual(new Set(['b', 'c', 'd']));
    expect(ancestors(diamond, 'e')).toEqual(new Set());
    expect(ancestors(diamond, 'ghost')).toEqual(new Set());
  });

  it('includes the starting tasks in what is reachable', () => {
    expect(reachable(diamond, ['b', 'e'])).toEqual(new Set(['b', 'd', 'e']));
  });

  it('answers for all pairs what a search answers for one', () => {
    fc.assert(
      fc.property(arbitraryWorkflow({ maxTasks: 70, groupDepth: 0 }), ({ tasks }) => {
        const scope = scopeGraph(tasks);
        const isUpstream = ancestry(scope);
        for (const id of scope.ids) {
          const expected = ancestors(scope, id);
          for (const other of scope.ids) expect(isUpstream(id, other)).toBe(expected.has(other));
        }
      }),
    );
  });
});

describe('cycles', () => {
  it('names the members in the order of the run, first of the document first', () => {
    expect(findCycles(draw('a -> b -> c -> d -> b'))).toEqual([['b', 'c', 'd']]);
  });

  it('finds one shortest cycle for each knot', () => {
    expect(findCycles(draw('a -> b -> c -> a', 'b -> a', 'x -> y -> x', 'c -> x'))).toEqual([
      ['a', 'b'],
      ['x', 'y'],
    ]);
  });

  it('finds a task that needs itself', () => {
    expect(findCycles(draw('a -> a'))).toEqual([['a']]);
    expect(cycleMembers(draw('a -> a -> b'))).toEqual(new Set(['a']));
  });

  it('collects all members of a knot, not just the shortest cycle', () => {
    expect(cycleMembers(draw('a -> b -> c -> a', 'b -> a', 'c -> d'))).toEqual(new Set(['a', 'b', 'c']));
  });

  it('finds none in generated workflows', () => {
    fc.assert(fc.property(arbitraryWorkflow(), ({ tasks }) => findCycles(scopeGraph(tasks)).length === 0));
  });

  it('survives a cycle through ten thousand tasks', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `t${index}`);
    const ring = Object.fromEntries(ids.map((id, index) => [id, { type: 'data.set', needs: [ids.at(index - 1) as string] }]));
    expect(findCycles(scopeGraph(ring))[0]).toHaveLength(10_000);
  });
});

describe('wouldCloseCycle', () => {
  it('gives the way that the new need would close', () => {
    expect(wouldCloseCycle(diamond, 'd', 'a')).toEqual(['a', 'b', 'd']);
    expect(wouldCloseCycle(diamond, 'b', 'a')).toEqual(['a', 'b']);
    expect(wouldCloseCycle(diamond, 'a', 'a')).toEqual(['a']);
  });

  it('gives null when nothing would be closed', () => {
    expect(wouldCloseCycle(diamond, 'a', 'd')).toBeNull();
    expect(wouldCloseCycle(diamond, 'b', 'c')).toBeNull();
    expect(wouldCloseCycle(diamond, 'ghost', 'a')).toBeNull();
  });

  it('agrees with adding the need and looking for a cycle', () => {
    const pair = fc.tuple(arbitraryWorkflow({ groupDepth: 0 }), fc.nat(20), fc.nat(20));
    fc.assert(
      fc.property(pair, ([{ tasks }, first, second]) => {
        const ids = Object.keys(tasks);
        const [from, to] = [ids[first % ids.length] as string, ids[second % ids.length] as string];
        const changed = { ...tasks, [to]: { ...tasks[to], type: 'data.set', needs: [...(tasks[to]?.needs ?? []), from] } };
        expect(wouldCloseCycle(scopeGraph(tasks), from, to) !== null).toBe(findCycles(scopeGraph(changed)).length > 0);
      }),
    );
  });
});

describe('criticalPath', () => {
  it('follows the slower side of a diamond', () => {
    const durations = new Map(Object.entries({ a: 10, b: 5, c: 50, d: 1, e: 30 }));
    expect(criticalPath(diamond, (id) => durations.get(id) ?? 0)).toEqual({ path: ['a', 'c', 'd'], lengthMs: 61 });
  });

  it('takes a lone task that is slower than every chain', () => {
    expect(criticalPath(diamond, (id) => (id === 'e' ? 100 : 1))).toEqual({ path: ['e'], lengthMs: 100 });
  });

  it('is empty for no tasks', () => {
    expect(criticalPath(scopeGraph({}), () => 1)).toEqual({ path: [], lengthMs: 0 });
  });

  it('is never shorter than any single chain of needs', () => {
    fc.assert(
      fc.property(arbitraryWorkflow({ groupDepth: 0 }), ({ tasks }) => {
        const scope = scopeGraph(tasks);
        const cost = (id: string) => (id.length * 7 + id.charCodeAt(1)) % 13;
        const { path, lengthMs } = criticalPath(scope, cost);
        expect(path.reduce((sum, id) => sum + cost(id), 0)).toBe(lengthMs);
        for (const id of scope.ids) expect(lengthMs).toBeGreaterThanOrEqual(cost(id));
        for (const [index, id] of path.slice(1).entries()) expect(ancestors(scope, id).has(path[index] as string)).toBe(true);
      }),
    );
  });
});

describe('walkTasks', () => {
  const nested = graph('a -> g -> z', { tasks: { g: { type: 'group', tasks: tasksOf('x -> y') } } });

  it('visits a group before its tasks, in document order', () => {
    expect([...walkTasks(nested)].map((place) => place.path)).toEqual(['a', 'g', 'g.x', 'g.y', 'z']);
  });

  it('says where a task stands', () => {
    const place = [...walkTasks(nested)].find(({ path }) => path === 'g.y');
    expect(place?.jsonPath).toEqual(['tasks', 'g', 'tasks', 'y']);
    expect(place?.group?.path).toBe('g');
    expect(Object.keys(place?.siblings ?? {})).toEqual(['x', 'y']);
  });

  it('finds tasks by path, own properties only', () => {
    expect(taskAt(nested, 'g.y')?.needs).toEqual(['x']);
    expect(taskAt(nested, 'g.ghost')).toBeUndefined();
    expect(taskAt(nested, 'a.x')).toBeUndefined();
    expect(taskAt(nested, 'constructor')).toBeUndefined();
    expect(jsonPathOf('g.y')).toEqual(['tasks', 'g', 'tasks', 'y']);
  });
});
