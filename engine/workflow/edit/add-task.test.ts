import { describe, expect, it } from 'vitest';
import { graph, tasksOf } from '../testing/graph-builder.ts';
import { addTask } from './add-task.ts';
import { edited, refused } from './testing/expect-edit.ts';

const task = { type: 'log.write', with: { message: 'hi' } };
const workflow = graph('a -> b', { tasks: { g: { type: 'group', tasks: tasksOf('x -> y') } } });

describe('addTask', () => {
  it('adds at the end, and leaves everything else as it is', () => {
    const after = edited(addTask(workflow, { id: 'c', task }));

    expect(Object.keys(after.tasks)).toEqual(['a', 'b', 'g', 'c']);
    expect(after.tasks.b).toBe(workflow.tasks.b);
    expect(after.layout).toBeUndefined();
  });

  it('adds behind a sibling, at a place in whole pixels', () => {
    const after = edited(addTask(workflow, { id: 'c', task, after: 'a', at: [10.4, 20.6] }));

    expect(Object.keys(after.tasks)).toEqual(['a', 'c', 'b', 'g']);
    expect(after.layout).toEqual({ tasks: { c: [10, 21] } });
  });

  it('adds inside a group, where an id of the outside is free', () => {
    const after = edited(addTask(workflow, { group: 'g', id: 'a', task, at: [1, 2] }));

    expect(Object.keys(after.tasks.g?.tasks ?? {})).toEqual(['x', 'y', 'a']);
    expect(after.layout?.tasks).toEqual({ 'g.a': [1, 2] });
    expect(after.tasks.a).toBe(workflow.tasks.a);
  });

  it('refuses an id that is taken, a group that is none, and one that is not there', () => {
    expect(refused(addTask(workflow, { id: 'a', task }))).toMatch(/^id_taken/);
    expect(refused(addTask(workflow, { group: 'a', id: 'c', task }))).toMatch(/^not_a_group/);
    expect(refused(addTask(workflow, { group: 'h', id: 'c', task }))).toMatch(/^task_not_found/);
    expect(refused(addTask(workflow, { group: 'constructor', id: 'c', task }))).toMatch(/^task_not_found/);
  });
});
