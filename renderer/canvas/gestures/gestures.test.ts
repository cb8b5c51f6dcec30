import { describe, expect, it } from 'vitest';
import { taskAt } from '../../../engine/workflow/graph/walk.ts';
import { nothingSelected, selectTasks } from '../../document/selection.ts';
import { groupOfTasks, shown, step, workflowOf } from '../testing/show.ts';
import { moveIntoEdge, moveNodes, regroup } from './move.ts';
import { addSelection, pressTask, selectAll, selectBand, selectEdges, selectNodes } from './select.ts';

const select = (id: string, selected = true) => ({ type: 'select', id, selected }) as const;

describe('selecting', () => {
  it('adds and takes away tasks, notes and triggers', () => {
    const one = selectNodes(nothingSelected, [select('a'), select('note:0'), select('trigger:nightly')]);
    expect(one).toEqual({ tasks: ['a'], notes: [0], triggers: ['nightly'], edges: [] });
    expect(selectNodes(one, [select('a', false)]).tasks).toEqual([]);
  });

  it('never has a group and a task in it selected both', () => {
    expect(selectNodes(selectTasks(['g']), [select('g.x')]).tasks).toEqual(['g.x']);
    expect(selectNodes(selectTasks(['g.x', 'a']), [select('g')]).tasks).toEqual(['a', 'g']);
  });

  it('adds what a rubber band takes to what is selected, each once', () => {
    const edges = [{ from: 'a', port: 'done', to: 'b' }];
    const both = addSelection(
      { tasks: ['a', 'g'], edges, notes: [1], triggers: [] },
      { tasks: ['a', 'g.x'], edges: [], notes: [0, 1], triggers: ['nightly'] },
    );

    expect(both).toEqual({ tasks: ['a', 'g.x'], edges, notes: [1, 0], triggers: ['nightly'] });
  });

  it('takes a pressed task alone, a selected one with the others, and with Shift one more or one less', () => {
    const two = selectTasks(['a', 'g']);

    expect(pressTask(two, 'b', false).tasks).toEqual(['b']);
    expect(pressTask(two, 'a', false)).toBe(two);
    expect(pressTask(two, 'a', true).tasks).toEqual(['g']);
    expect(pressTask(two, 'g.x', true).tasks).toEqual(['a', 'g.x']);
  });

  it('tells edges by their keys', () => {
    const one = selectEdges(nothingSelected, [select('a:done>b'), select('a:done>b')]);
    expect(one.edges).toEqual([{ from: 'a', port: 'done', to: 'b' }]);
    expect(selectEdges(one, [select('a:done>b', false)]).edges).toEqual([]);
  });

  it('takes everything, the outermost of groups', () => {
    const graph = shown(workflowOf({ a: step(), g: groupOfTasks({ x: step() }, ['a']) }, { a: [0, 0], g: [280, 0], 'g.x': [24, 56] }));
    const everything = selectAll({ graph, triggers: [], notes: [] });
    expect(everything.tasks).toEqual(['a', 'g']);
    expect(everything.edges).toHaveLength(1);
    expect(selectBand({ graph, triggers: [], notes: [] }, { x: 0, y: 0, width: 10, height: 10 }).tasks).toEqual(['a']);
  });
});

describe('dropping', () => {
  const tasks = { a: step(), g: groupOfTasks({ x: step() }), b: step() };
  const places = { a: [0, 0], g: [400, 0], 'g.x': [24, 56], b: [0, 200] } as const;

  it('puts tasks, triggers and notes where they were dropped, in whole pixels', () => {
    const workflow = workflowOf(tasks, places, { notes: [{ text: 'n', at: [0, 0] }] });
    const moved = moveNodes(
      workflow,
      new Map([
        ['a', { x: 10.4, y: 20 }],
        ['trigger:nightly', { x: 1, y: 2 }],
        ['note:0', { x: 5.6, y: 6 }],
      ]),
    );

    expect(moved.ok && moved.value.layout).toMatchObject({
      tasks: { a: [10, 20], b: [0, 200] },
      triggers: { nightly: [1, 2] },
      notes: [{ text: 'n', at: [6, 6] }],
    });
  });

  it('moves a task into a group and keeps its place on the canvas', () => {
    const moved = regroup(workflowOf(tasks, places), { places: new Map([['a', { x: 500, y: 80 }]]), to: 'g', corner: { x: 400, y: 0 } });

    expect(moved.ok && moved.value.paths).toEqual(['g.a']);
    expect(moved.ok && moved.value.workflow.layout?.tasks?.['g.a']).toEqual([100, 80]);
    expect(moved.ok && taskAt(moved.value.workflow, 'a')).toBeUndefined();
  });

  it('moves a task out of a group, under a free id', () => {
    const workflow = workflowOf({ ...tasks, g: groupOfTasks({ x: step(), a: step() }) }, { ...places, 'g.a': [24, 160] });
    const moved = regroup(workflow, { places: new Map([['g.a', { x: 40, y: 400 }]]), to: '', corner: { x: 0, y: 0 } });

    expect(moved.ok && moved.value.paths).toEqual(['a_2']);
    expect(moved.ok && moved.value.workflow.layout?.tasks?.a_2).toEqual([40, 400]);
  });

  it('puts a task that stands alone into an edge', () => {
    const workflow = workflowOf({ a: step(), b: step(['a']), c: step() }, { a: [0, 0], b: [600, 0], c: [0, 200] });
    const moved = moveIntoEdge(workflow, { path: 'c', at: { x: 300, y: 0 }, edge: { from: 'a', to: 'b' } });

    expect(moved.ok && moved.value.tasks.b?.needs).toEqual(['c']);
    expect(moved.ok && moved.value.tasks.c?.needs).toEqual(['a']);
    expect(moved.ok && moved.value.layout?.tasks?.c).toEqual([300, 0]);
  });
});
