import { describe, expect, it } from 'vitest';
import { groupOfTasks, step, workflowOf } from '../testing/show.ts';
import { findMissing, placeBehind } from './place-missing.ts';

describe('tasks without a place', () => {
  it('are left to a layout where none of a group has one', () => {
    const workflow = workflowOf(
      { a: step(), b: step(['a']), g: groupOfTasks({ x: step(), y: step(['x']) }) },
      { a: [0, 0], b: [0, 0], g: [0, 0] },
    );

    expect(findMissing(workflow, new Map())).toEqual({ empty: ['g'], single: [] });
  });

  it('are named one by one where others have a place, from the document or from before', () => {
    const workflow = workflowOf({ a: step(), b: step(['a']), c: step() }, { a: [0, 0] });

    expect(findMissing(workflow, new Map([['c', { x: 1, y: 1 }]]))).toEqual({ empty: [], single: [{ group: '', id: 'b' }] });
  });

  it('go behind what they need', () => {
    const tasks = { a: step(), b: step(['a']) };

    expect(placeBehind(workflowOf(tasks, { a: [40, 80] }), new Map(), '', 'b', tasks)).toEqual({ x: 320, y: 80 });
  });

  it('step aside where something is', () => {
    const tasks = { a: step(), b: step(['a']), c: step() };

    expect(placeBehind(workflowOf(tasks, { a: [0, 0], c: [280, 0] }), new Map(), '', 'b', tasks)).toEqual({ x: 280, y: 120 });
  });

  it('go below the others when they need nothing', () => {
    const tasks = { a: step(), b: step() };

    expect(placeBehind(workflowOf(tasks, { a: [40, 80] }), new Map(), '', 'b', tasks)).toEqual({ x: 40, y: 200 });
  });
});
