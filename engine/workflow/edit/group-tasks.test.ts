import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCycles } from '../graph/cycles.ts';
import { scopeGraph } from '../graph/scope-graph.ts';
import { walkTasks } from '../graph/walk.ts';
import type { Workflow } from '../schema.ts';
import { arbitraryWorkflow } from '../testing/arbitraries.ts';
import { graph, tasksOf } from '../testing/graph-builder.ts';
import { groupTasks } from './group-tasks.ts';
import { moveTasks } from './move-tasks.ts';
import { drawNeeds, edited, refused } from './testing/expect-edit.ts';
import { ungroup } from './ungroup.ts';

const reads = (text: string) => ({ type: 'log.write', with: { message: text } });

//  a ─► b ─► c ─► d
const chain = graph('a -> b -> c -> d', { layout: { tasks: { a: [0, 0], b: [100, 100], c: [200, 80] } } });

describe('groupTasks', () => {
  it('groups a task that nothing is connected to', () => {
    const after = edited(groupTasks(graph('a', 'b'), { paths: ['a'] }));

    expect(Object.keys(after.tasks)).toEqual(['group', 'b']);
    expect(after.tasks.group).toEqual({ type: 'group', tasks: { a: { type: 'data.set', with: { values: {} } } } });
  });

  it('takes over the outer edges of several and keeps their inner ones', () => {
    const after = edited(groupTasks(chain, { paths: ['b', 'c'], id: 'work', name: 'Work' }));

    expect(drawNeeds(after)).toEqual(['a -> work', 'b -> work.c', 'work -> d']);
    expect(Object.keys(after.tasks)).toEqual(['a', 'work', 'd']);
    expect(after.tasks.work?.name).toBe('Work');
  });

  it('keeps the picture: places count from the corner of the group', () => {
    const after = edited(groupTasks(chain, { paths: ['b', 'c'] }));

    expect(after.layout?.tasks).toEqual({ a: [0, 0], group: [76, 24], 'group.b': [24, 76], 'group.c': [124, 56] });
  });

  //  a:failed ─► b ─► e:finished, c ─► e
  it('keeps standard ports on both sides, each need once', () => {
    const workflow = graph('a:failed -> b', 'a -> c', 'b:finished -> e', 'c:finished -> e', 'b:failed -> f');

    expect(drawNeeds(edited(groupTasks(workflow, { paths: ['b', 'c'], id: 'g' })))).toEqual([
      'a:failed, a -> g',
      'g:finished -> e',
      'g:failed -> f',
    ]);
  });

  it('hands the join over to the group where all who had outer needs agree', () => {
    const joined = graph('a, b -> c -> d', { tasks: { c: { type: 'log.write', needs: ['a', 'b'], join: 'always' } } });
    const after = edited(groupTasks(joined, { paths: ['c', 'd'], id: 'g' }));

    expect(after.tasks.g).toMatchObject({ needs: ['a', 'b'], join: 'always' });
    expect(after.tasks.g?.tasks?.c).not.toHaveProperty('join');
  });

  it('lets expressions outside read the tasks through outputs', () => {
    const workflow = graph('a -> b -> c', {
      tasks: {
        b: { ...reads('{{ tasks.a.output.x }}'), needs: ['a'] },
        c: { ...reads('{{ tasks.a.output.list[0] }} {{ tasks["b"].status }} {{ [tasks.b.output] }}'), needs: ['b'] },
        h: {
          type: 'group',
          needs: ['b'],
          tasks: { a: reads('hidden'), i: reads('{{ tasks.a.output }}'), j: reads('{{ tasks.b["output"] }}') },
        },
      },
      outputs: { all: '{{ tasks.b.output }}' },
    });
    const after = edited(groupTasks(workflow, { paths: ['a', 'b'], id: 'g' }));

    expect(after.tasks.g?.outputs).toEqual({ a: '{{ tasks.a.output }}', b: '{{ tasks.b.output }}', b_status: '{{ tasks.b.status }}' });
    expect(after.tasks.g?.tasks?.b?.with).toEqual({ message: '{{ tasks.a.output.x }}' });
    expect(after.tasks.c?.with).toEqual({
      message: '{{ tasks.g.output.a.list[0] }} {{ tasks.g.output.b_status }} {{ [tasks.g.output.b] }}',
    });
    expect(after.tasks.h?.tasks?.i).toEqual(reads('{{ tasks.a.output }}'));
    expect(after.tasks.h?.tasks?.j).toEqual(reads('{{ tasks.g.output.b }}'));
    expect(after.outputs).toEqual({ all: '{{ tasks.g.output.b }}' });
  });

  it('groups inside a group, with tests following', () => {
    const workflow = graph({
      tasks: { o: { type: 'group', tasks: tasksOf('a -> b'), outputs: { r: '{{ tasks.b.output }}' } } },
      tests: { t: { mocks: { 'o[2].b': {} }, expect: { tasks: { 'o.a': 'succeeded' } } } },
    });
    const after = edited(groupTasks(workflow, { paths: ['o.b'], id: 'g' }));

    expect(drawNeeds(after)).toEqual(['a -> o.g']);
    expect(after.tasks.o?.outputs).toEqual({ r: '{{ tasks.g.output.b }}' });
    expect(after.tests?.t).toEqual({ mocks: { 'o[2].g.b': {} }, expect: { tasks: { 'o.a': 'succeeded' } } });
  });

  it('refuses a task of the outside in the middle, by name', () => {
    expect(refused(groupTasks(chain, { paths: ['a', 'c'] }))).toMatch(/^would_close_cycle: `b`/);
  });

  it('refuses to hide a port that a group does not have', () => {
    expect(refused(groupTasks(graph('a:yes -> b'), { paths: ['a'] }))).toMatch(/^group_port: `b` needs port `yes` of `a`/);
    expect(drawNeeds(edited(groupTasks(graph('a:yes -> b'), { paths: ['b'], id: 'g' })))).toEqual(['a:yes -> g']);
  });

  it('refuses nothing and an id that is taken', () => {
    expect(refused(groupTasks(chain, { paths: [] }))).toMatch(/^nothing_selected/);
    expect(refused(groupTasks(chain, { paths: ['a'], id: 'b' }))).toMatch(/^id_taken/);
  });
});

describe('ungroup', () => {
  it('undoes grouping', () => {
    const workflow = graph('a -> b -> c -> d', {
      tasks: { d: { ...reads('{{ tasks.c.output.x }}'), needs: ['c'] } },
      layout: { tasks: { b: [100, 100], c: [200, 80] } },
    });

    expect(edited(ungroup(edited(groupTasks(workflow, { paths: ['b', 'c'], id: 'g' })), { path: 'g' }))).toEqual(workflow);
  });

  //  a ─► g{x ─► z, y} ─► b, g:failed ─► c
  it('gives its needs to the first tasks, and its ends to the last ones or to all', () => {
    const workflow = graph('a -> g -> b', 'g:failed -> c', {
      tasks: { g: { type: 'group', needs: ['a'], tasks: tasksOf('x -> z', 'y') } },
    });

    expect(drawNeeds(edited(ungroup(workflow, { path: 'g' })))).toEqual([
      'a -> x',
      'x -> z',
      'a -> y',
      'z, y -> b',
      'x:failed, z:failed, y:failed -> c',
    ]);
  });

  it('bridges over an empty group', () => {
    const workflow = graph('a -> g -> b', { tasks: { g: { type: 'group', needs: ['a'], tasks: {} } } });

    expect(drawNeeds(edited(ungroup(workflow, { path: 'g' })))).toEqual(['a -> b']);
  });

  it('renames tasks whose id is taken outside, and lets the group give its own id away', () => {
    const workflow = graph('a -> g', {
      tasks: { g: { type: 'group', needs: ['a'], tasks: { a: reads('x'), g: { ...reads('{{ tasks.a.output }}'), needs: ['a'] } } } },
      layout: { tasks: { g: [10, 10], 'g.g': [1, 1] } },
    });
    const after = edited(ungroup(workflow, { path: 'g' }));

    expect(drawNeeds(after)).toEqual(['a -> a_2', 'a_2 -> g']);
    expect(after.tasks.g?.with).toEqual({ message: '{{ tasks.a_2.output }}' });
    expect(after.layout?.tasks).toEqual({ g: [11, 11] });
  });

  it('puts what an output says in its place, and leaves what is no single expression', () => {
    const workflow = graph('g -> b', {
      tasks: {
        g: { type: 'group', tasks: tasksOf('x'), outputs: { n: '{{ tasks.x.output.n + 1 }}', t: 'Text {{ tasks.x.output }}' } },
        b: { ...reads('{{ tasks.g.output.n * 2 }} {{ tasks.g.output.t }}'), needs: ['g'] },
      },
    });

    expect(edited(ungroup(workflow, { path: 'g' })).tasks.b?.with).toEqual({
      message: '{{ (tasks.x.output.n + 1) * 2 }} {{ tasks.g.output.t }}',
    });
  });

  it('refuses to lose what the group says about the whole, unless forced', () => {
    const workflow = graph({ tasks: { g: { type: 'group', tasks: tasksOf('x'), each: { in: [1] }, retry: { attempts: 2 } }, a: {} } });

    expect(refused(ungroup(workflow, { path: 'g' }))).toMatch(/^group_has_meaning: .*`each`, `retry`/);
    expect(Object.keys(edited(ungroup(workflow, { path: 'g', force: true })).tasks)).toEqual(['x', 'a']);
    expect(refused(ungroup(workflow, { path: 'a' }))).toMatch(/^not_a_group/);
  });
});

describe('moveTasks', () => {
  //  a ─► b ─► g{x ─► y} ─► c
  const workflow = graph('a -> b -> g -> c', {
    tasks: { g: { type: 'group', needs: ['b'], tasks: tasksOf('x -> y') } },
    layout: { tasks: { b: [100, 100], g: [200, 50], 'g.x': [10, 10] } },
  });

  it('moves a task that comes before a group into it: first of all there', () => {
    const after = edited(moveTasks(workflow, { paths: ['b'], to: 'g' }));

    expect(drawNeeds(after)).toEqual(['a -> g', 'b -> g.x', 'x -> g.y', 'g -> c']);
    expect(after.layout?.tasks).toEqual({ 'g.b': [-100, 50], g: [200, 50], 'g.x': [10, 10] });
  });

  it('moves a task that follows a group into it: last of all there', () => {
    expect(drawNeeds(edited(moveTasks(workflow, { paths: ['c'], to: 'g' })))).toEqual(['a -> b', 'b -> g', 'x -> g.y', 'y -> g.c']);
  });

  it('moves the first task out, in front of its group', () => {
    const after = edited(moveTasks(workflow, { paths: ['g.x'], to: '' }));

    expect(drawNeeds(after)).toEqual(['a -> b', 'b, x -> g', 'b -> x', 'g -> c']);
    expect(after.layout?.tasks).toMatchObject({ x: [210, 60] });
  });

  it('moves the last task out, behind its group, reading through outputs', () => {
    const inner = { x: reads('hi'), y: { ...reads('{{ tasks.x.output }}'), needs: ['x'] } };
    const after = edited(moveTasks(graph({ tasks: { g: { type: 'group', tasks: inner } } }), { paths: ['g.y'], to: '' }));

    expect(drawNeeds(after)).toEqual(['g -> y']);
    expect(after.tasks.y?.with).toEqual({ message: '{{ tasks.g.output.x }}' });
    expect(after.tasks.g?.outputs).toEqual({ x: '{{ tasks.x.output }}' });
  });

  it('moves several from group to group, border by border, under free ids', () => {
    const nested = graph({
      tasks: {
        g: { type: 'group', tasks: { ...tasksOf('x -> y'), k: { type: 'group', tasks: tasksOf('q') } } },
        h: { type: 'group', tasks: { i: { type: 'group', tasks: tasksOf('x') } } },
      },
    });
    const after = edited(moveTasks(nested, { paths: ['g.x', 'g.y'], to: 'h.i' }));

    expect([...walkTasks(after)].map(({ path }) => path)).toEqual(['g', 'g.k', 'g.k.q', 'h', 'h.i', 'h.i.x', 'h.i.x_2', 'h.i.y']);
    expect(drawNeeds(after)).toEqual(['x_2 -> h.i.y']);
  });

  it('changes nothing for tasks that are there already', () => {
    expect(edited(moveTasks(workflow, { paths: ['g.x'], to: 'g' }))).toBe(workflow);
  });

  it('refuses what would tear a group apart or close a cycle', () => {
    const three = graph({ tasks: { g: { type: 'group', tasks: tasksOf('x -> y -> z') } } });

    expect(refused(moveTasks(workflow, { paths: ['a'], to: 'g' }))).toMatch(/^would_close_cycle: `b`/);
    expect(refused(moveTasks(three, { paths: ['g.y'], to: '' }))).toMatch(/^would_close_cycle: `y`/);
    expect(refused(moveTasks(workflow, { paths: ['g'], to: 'g' }))).toMatch(/^into_itself/);
    expect(refused(moveTasks(workflow, { paths: ['a'], to: 'c' }))).toMatch(/^not_a_group/);
  });

  it('refuses to change what a name means', () => {
    const captured = graph('x -> a', {
      tasks: { a: { ...reads('{{ tasks.x.output }}'), needs: ['x'] }, g: { type: 'group', tasks: tasksOf('x') } },
    });

    expect(refused(moveTasks(captured, { paths: ['a'], to: 'g' }))).toMatch(/^name_captured: `a` reads `x`/);
  });
});

describe('grouping, ungrouping and moving any tasks of any workflow', () => {
  const hasCycle = (workflow: Workflow) =>
    [workflow.tasks, ...[...walkTasks(workflow)].map(({ task }) => task.tasks ?? {})].some(
      (tasks) => findCycles(scopeGraph(tasks)).length > 0,
    );
  const count = (workflow: Workflow) => [...walkTasks(workflow)].length;

  it('loses no task and closes no cycle', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), fc.nat(), fc.nat(), fc.nat(), (workflow, pick, mask, target) => {
        const places = [...walkTasks(workflow)];
        const scope = places[pick % places.length]?.group?.path ?? '';
        const paths = places.filter((place) => (place.group?.path ?? '') === scope).map(({ path }) => path);
        const chosen = paths.filter((_, at) => (mask >> (at % 16)) & 1);
        const grouped = groupTasks(workflow, { paths: chosen, id: 'made' });
        const groups = ['', ...places.filter(({ task }) => task.type === 'group').map(({ path }) => path)];
        const moved = moveTasks(workflow, { paths: chosen, to: groups[target % groups.length] as string });

        if (moved.ok) {
          expect(count(edited(moved))).toBe(count(workflow));
          expect(hasCycle(moved.value)).toBe(false);
        }
        if (!grouped.ok) return;
        expect(count(edited(grouped))).toBe(count(workflow) + 1);
        expect(hasCycle(grouped.value)).toBe(false);
        const back = edited(ungroup(grouped.value, { path: scope === '' ? 'made' : `${scope}.made` }));
        expect(count(back)).toBe(count(workflow));
        expect(hasCycle(back)).toBe(false);
      }),
      { numRuns: 400 },
    );
  });
});
