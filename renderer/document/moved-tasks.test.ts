import { describe, expect, it } from 'vitest';
import { groupTasks } from '../../engine/workflow/edit/group-tasks.ts';
import { removeTasks } from '../../engine/workflow/edit/remove-tasks.ts';
import { renameTask } from '../../engine/workflow/edit/rename-task.ts';
import { ungroup } from '../../engine/workflow/edit/ungroup.ts';
import type { Failure } from '../../engine/workflow/failure.ts';
import type { Result } from '../../engine/workflow/result.ts';
import type { Task, Workflow } from '../../engine/workflow/schema.ts';
import { movedTasks } from './moved-tasks.ts';

const log = (message: string, needs: readonly string[] = []): Task => ({ type: 'log.write', needs: [...needs], with: { message } });
const start: Workflow = {
  format: 1,
  id: 'w',
  tasks: {
    a: log('one'),
    b: log('one', ['a']),
    g: { type: 'group', needs: ['b'], tasks: { x: log('{{ tasks.a.output }}'), h: { type: 'group', tasks: { x: log('in h') } } } },
  },
};

function done(edited: Result<Workflow, Failure>): Workflow {
  if (!edited.ok) throw new Error(edited.failure.message);
  return edited.value;
}

const moves = (before: Workflow, next: Workflow, ...paths: readonly string[]) => Object.fromEntries(movedTasks(before, next, paths));

describe('tasks after an edit', () => {
  it('are found under their new ids, and under the old ones after an undo', () => {
    const renamed = done(renameTask(start, { path: 'b', to: 'second' }));

    expect(moves(start, renamed, 'a', 'b')).toEqual({ b: 'second' });
    expect(moves(renamed, start, 'a', 'second')).toEqual({ second: 'b' });
  });

  it('are found in a group that has another id', () => {
    const renamed = done(renameTask(start, { path: 'g', to: 'store' }));

    expect(moves(start, renamed, 'g.x', 'g.h.x', 'g')).toEqual({ 'g.x': 'store.x', 'g.h.x': 'store.h.x', g: 'store' });
  });

  it('are found in a new group, and outside of one that was dissolved', () => {
    const grouped = done(groupTasks(start, { paths: ['a', 'b'], id: 'both' }));
    const dissolved = done(ungroup(start, { path: 'g' }));

    expect(moves(start, grouped, 'a', 'b')).toEqual({ a: 'both.a', b: 'both.b' });
    expect(moves(start, dissolved, 'g.x', 'g.h.x', 'g')).toEqual({ 'g.x': 'x', 'g.h.x': 'h.x' });
  });

  it('are found by their place when the text was changed with the id', () => {
    const typed: Workflow = { ...start, tasks: { a: log('one'), second: log('two', ['a']), g: start.tasks.g as Task } };

    expect(moves(start, typed, 'b')).toEqual({ b: 'second' });
  });

  it('are gone when they were deleted', () => {
    expect(moves(start, done(removeTasks(start, { paths: ['b'] })), 'a', 'b', 'g.x')).toEqual({});
  });
});
