import { describe, expect, it } from 'vitest';
import { groupOfTasks, shown, step, workflowOf } from '../testing/show.ts';
import { extentOf, groupAtPoint, taskAtPoint, tasksInBand } from './hit-test.ts';

const inner = groupOfTasks({ deep: step() });
const graph = shown(
  workflowOf(
    { a: step(), outer: groupOfTasks({ b: step(), inner }) },
    { a: [0, 0], outer: [400, 0], 'outer.b': [24, 56], 'outer.inner': [24, 160], 'outer.inner.deep': [24, 56] },
  ),
);

describe('what is at a point', () => {
  it('is the innermost task', () => {
    expect(taskAtPoint(graph, { x: 10, y: 10 })?.path).toBe('a');
    expect(taskAtPoint(graph, { x: 430, y: 60 })?.path).toBe('outer.b');
    expect(taskAtPoint(graph, { x: 405, y: 10 })?.path).toBe('outer');
    expect(taskAtPoint(graph, { x: -10, y: -10 })).toBeNull();
  });

  it('is also what is a little beside it, when asked so', () => {
    expect(taskAtPoint(graph, { x: -5, y: 20 }, 8)?.path).toBe('a');
  });

  it('may be a group, but not one that is within those that are dragged', () => {
    expect(groupAtPoint(graph, { x: 10, y: 10 })).toBe('');
    expect(groupAtPoint(graph, { x: 440, y: 230 })).toBe('outer.inner');
    expect(groupAtPoint(graph, { x: 440, y: 230 }, ['outer.inner'])).toBe('outer');
    expect(groupAtPoint(graph, { x: 440, y: 230 }, ['outer'])).toBe('');
  });
});

describe('a rubber band', () => {
  it('takes the cards it touches', () => {
    expect(tasksInBand(graph, { x: -10, y: -10, width: 20, height: 20 })).toEqual(['a']);
  });

  it('takes tasks of a group, but not the frame it does not hold whole', () => {
    expect(tasksInBand(graph, { x: 410, y: 50, width: 100, height: 40 })).toEqual(['outer.b']);
  });

  it('takes of a group that it holds whole the group alone', () => {
    expect(tasksInBand(graph, { x: -10, y: -10, width: 3000, height: 3000 })).toEqual(['a', 'outer']);
  });
});

describe('the extent', () => {
  it('is that of everything shown', () => {
    expect(extentOf(graph)).toMatchObject({ x: 0, y: 0 });
    expect(extentOf(graph, [{ x: -100, y: 0, width: 10, height: 10 }])?.x).toBe(-100);
    expect(extentOf(shown(workflowOf({})))).toBeNull();
  });
});
