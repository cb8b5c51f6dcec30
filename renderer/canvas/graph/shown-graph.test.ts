import { describe, expect, it } from 'vitest';
import { groupOfTasks, shown, step, workflowOf } from '../testing/show.ts';

//  fetch ──► store [ check ──► write ] ──failed──► alert
const tasks = {
  fetch: step(),
  store: groupOfTasks({ check: step(), write: step(['check']) }, ['fetch']),
  alert: step(['store:failed']),
};
const places = { fetch: [0, 0], store: [280, 0], 'store.check': [24, 56], 'store.write': [304, 56], alert: [900, 0] } as const;

describe('what is shown of a workflow', () => {
  it('has tasks of open groups at their place on the canvas, a group before its tasks', () => {
    const graph = shown(workflowOf(tasks, places));

    expect([...graph.tasks.keys()]).toEqual(['fetch', 'store', 'store.check', 'store.write', 'alert']);
    expect(graph.tasks.get('store.write')?.box).toEqual({ x: 584, y: 56, width: 208, height: 56 });
  });

  it('draws the frame of a group around its tasks', () => {
    const graph = shown(workflowOf(tasks, places));

    expect(graph.tasks.get('store')?.box).toEqual({ x: 280, y: 0, width: 304 + 208 + 24, height: 136 });
  });

  it('shows a closed group as a card, without its tasks and their edges', () => {
    const graph = shown(workflowOf(tasks, places), { closed: ['store'] });

    expect([...graph.tasks.keys()]).toEqual(['fetch', 'store', 'alert']);
    expect(graph.tasks.get('store')?.box).toMatchObject({ width: 208, height: 56 });
    expect(graph.edges.map(({ key }) => key)).toEqual(['fetch:done>store', 'store:failed>alert']);
  });

  it('has an edge for each need, once, and none to what is not there', () => {
    const graph = shown(workflowOf({ a: step(), b: step(['a', 'a:done', 'gone', 'b']) }, { a: [0, 0], b: [280, 0] }));

    expect(graph.edges.map(({ key }) => key)).toEqual(['a:done>b']);
  });

  it('leaves out tasks that have no place yet', () => {
    const workflow = workflowOf({ a: step(), b: step(['a']) }, { a: [0, 0] });

    expect([...shown(workflow).tasks.keys()]).toEqual(['a']);
    expect([...shown(workflow, { found: new Map([['b', { x: 280, y: 0 }]]) }).tasks.keys()]).toEqual(['a', 'b']);
  });

  it('says which ports are used', () => {
    const graph = shown(workflowOf({ a: step(), b: step(['a:failed', 'a']) }, { a: [0, 0], b: [280, 0] }));

    expect(graph.tasks.get('a')?.used).toBe('failed done');
  });

  it('gives a card of many ports the room they need', () => {
    const cases = { a: 1, b: 2, c: 3 };
    const graph = shown(workflowOf({ route: { type: 'flow.switch', with: { value: 1, cases } } }, { route: [0, 0] }));

    expect(
      graph.tasks
        .get('route')
        ?.ports.filter(({ isMain }) => isMain)
        .map(({ name }) => name),
    ).toEqual(['a', 'b', 'c', 'otherwise']);
    expect(graph.tasks.get('route')?.box.height).toBeGreaterThan(56);
  });

  it('keeps the objects of what did not change', () => {
    const workflow = workflowOf(tasks, places);
    const before = shown(workflow);
    const after = shown({ ...workflow, tasks: { ...workflow.tasks, fetch: step([], { name: 'Other' }) } }, { before });

    expect(after.tasks.get('fetch')).not.toBe(before.tasks.get('fetch'));
    for (const path of ['store', 'store.check', 'store.write', 'alert']) expect(after.tasks.get(path)).toBe(before.tasks.get(path));
    for (const [index, edge] of after.edges.entries()) expect(edge).toBe(before.edges[index]);
  });

  it('changes the tasks of a group that moves, and those alone', () => {
    const before = shown(workflowOf(tasks, places));
    const after = shown(workflowOf(tasks, { ...places, store: [320, 40] }), { before });

    expect(after.tasks.get('fetch')).toBe(before.tasks.get('fetch'));
    expect(after.tasks.get('store.check')?.box).toMatchObject({ x: 344, y: 96 });
  });

  it('survives names that objects have by birth', () => {
    const graph = shown(workflowOf({ a: step(['constructor', 'tostring']) }, { a: [0, 0] }));

    expect(graph.edges).toEqual([]);
  });
});
