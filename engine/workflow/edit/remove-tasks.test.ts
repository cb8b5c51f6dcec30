import { describe, expect, it } from 'vitest';
import { graph, tasksOf } from '../testing/graph-builder.ts';
import { removeTasks } from './remove-tasks.ts';
import { drawNeeds, edited, refused } from './testing/expect-edit.ts';

//  a ─► b ─► c ─► d
const chain = graph('a -> b -> c -> d', { layout: { tasks: { b: [1, 1], c: [2, 2] } } });

describe('removeTasks', () => {
  it('removes a task that nothing is connected to', () => {
    expect(Object.keys(edited(removeTasks(graph('a', 'b'), { paths: ['a'] })).tasks)).toEqual(['b']);
  });

  it('takes edges to removed tasks and their places away', () => {
    const after = edited(removeTasks(chain, { paths: ['b'] }));

    expect(drawNeeds(after)).toEqual(['c -> d']);
    expect(after.layout).toEqual({ tasks: { c: [2, 2] } });
  });

  it('drops a layout that has nothing left in it', () => {
    expect(edited(removeTasks(chain, { paths: ['b', 'c'] })).layout).toBeUndefined();
  });

  it('leaves expressions that read a removed task, so that the problem is seen', () => {
    const workflow = graph('a -> b', { tasks: { b: { type: 'log.write', with: { message: '{{ tasks.a.output }}' }, needs: ['a'] } } });

    expect(edited(removeTasks(workflow, { paths: ['a'] })).tasks.b?.with).toEqual({ message: '{{ tasks.a.output }}' });
  });

  it('bridges over one and over several', () => {
    expect(drawNeeds(edited(removeTasks(chain, { paths: ['b'], bridge: true })))).toEqual(['a -> c', 'c -> d']);
    expect(drawNeeds(edited(removeTasks(chain, { paths: ['c', 'b'], bridge: true })))).toEqual(['a -> d']);
    expect(drawNeeds(edited(removeTasks(chain, { paths: ['a', 'b'], bridge: true })))).toEqual(['c -> d']);
  });

  //  a:yes ─► b ─► c, b:failed ─► d
  it('bridges with the port it came from, but not over a failure', () => {
    const workflow = graph('a:yes -> b -> c', 'b:failed -> d', 'a -> c');

    expect(drawNeeds(edited(removeTasks(workflow, { paths: ['b'], bridge: true })))).toEqual(['a:yes, a -> c']);
  });

  it('removes inside a group, and a whole group with the places of its tasks', () => {
    const workflow = graph('a -> g', {
      tasks: { g: { type: 'group', tasks: tasksOf('a -> b'), needs: ['a'] } },
      layout: { tasks: { g: [0, 0], 'g.a': [1, 1], a: [2, 2] } },
    });

    expect(drawNeeds(edited(removeTasks(workflow, { paths: ['g.a'] })))).toEqual(['a -> g']);
    expect(edited(removeTasks(workflow, { paths: ['g.a'] })).layout?.tasks).toEqual({ g: [0, 0], a: [2, 2] });
    expect(edited(removeTasks(workflow, { paths: ['g'] })).layout?.tasks).toEqual({ a: [2, 2] });
  });

  it('refuses nothing, tasks that are gone, and tasks of different groups', () => {
    expect(refused(removeTasks(chain, { paths: [] }))).toMatch(/^nothing_selected/);
    expect(refused(removeTasks(chain, { paths: ['zz'] }))).toMatch(/^task_not_found: .*`zz`/);
    expect(refused(removeTasks(chain, { paths: ['a', 'g.b'] }))).toMatch(/^different_groups/);
  });
});
