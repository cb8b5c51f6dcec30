import { describe, expect, it } from 'vitest';
import { groupOfTasks, shown, step, workflowOf } from '../testing/show.ts';
import { firstTask, walkFrom } from './walk-graph.ts';

//  a ──► b ──► d
//   └──► c
const graph = shown(
  workflowOf({ b: step(['a']), a: step(), c: step(['a']), d: step(['b']) }, { a: [0, 0], b: [280, 0], c: [280, 120], d: [560, 0] }),
);

describe('walking with the arrow keys', () => {
  it('begins at the first task in reading order', () => {
    expect(firstTask(graph)).toBe('a');
    expect(firstTask(shown(workflowOf({})))).toBeNull();
  });

  it('goes along edges, to the nearest of several', () => {
    expect(walkFrom(graph, 'a', 'right')).toBe('b');
    expect(walkFrom(graph, 'b', 'right')).toBe('d');
    expect(walkFrom(graph, 'c', 'left')).toBe('a');
    expect(walkFrom(graph, 'd', 'right')).toBeNull();
  });

  it('goes up and down between tasks side by side', () => {
    expect(walkFrom(graph, 'b', 'down')).toBe('c');
    expect(walkFrom(graph, 'c', 'up')).toBe('b');
    expect(walkFrom(graph, 'b', 'up')).toBeNull();
  });

  it('follows the direction of the graph', () => {
    const down = shown(
      workflowOf({ a: step(), b: step(['a']), c: step(['a']) }, { a: [0, 0], b: [0, 120], c: [280, 120] }, { direction: 'down' }),
    );

    expect(walkFrom(down, 'a', 'down')).toBe('b');
    expect(walkFrom(down, 'b', 'right')).toBe('c');
    expect(walkFrom(down, 'b', 'up')).toBe('a');
  });

  it('goes into a group and out of it', () => {
    const grouped = shown(workflowOf({ g: groupOfTasks({ x: step() }) }, { g: [0, 0], 'g.x': [24, 56] }));

    expect(walkFrom(grouped, 'g', 'down')).toBe('g.x');
    expect(walkFrom(grouped, 'g.x', 'up')).toBe('g');
    expect(walkFrom(grouped, 'g.x', 'left')).toBe('g');
  });

  it('stays where it is when the task is gone', () => {
    expect(walkFrom(graph, 'gone', 'right')).toBeNull();
  });
});
