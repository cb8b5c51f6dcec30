import { describe, expect, it } from 'vitest';
import { graph, tasksOf } from './graph-builder.ts';

describe('graph', () => {
  it('draws chains, forks and joins', () => {
    const { tasks } = graph('a -> b, c -> d', 'a:failed -> e');

    expect(Object.keys(tasks)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(tasks.a?.needs).toBeUndefined();
    expect(tasks.d?.needs).toEqual(['b', 'c']);
    expect(tasks.e?.needs).toEqual(['a:failed']);
  });

  it('makes a branch of a task whose yes is needed, and a switch of one with other ports', () => {
    const { tasks } = graph('a:yes -> b', 'c:red -> d', 'c:otherwise -> e');

    expect(tasks.a).toEqual({ type: 'flow.branch', with: { if: true } });
    expect(tasks.c).toEqual({ type: 'flow.switch', with: { value: 'red', cases: { red: 'red' } } });
  });

  it('takes fields of tasks and of the workflow', () => {
    const workflow = graph('a -> g', { name: 'N', tasks: { a: { timeout: '5s' }, g: { type: 'group', tasks: tasksOf('x -> y') } } });

    expect(workflow.name).toBe('N');
    expect(workflow.tasks.a).toEqual({ type: 'data.set', with: { values: {} }, timeout: '5s' });
    expect(workflow.tasks.g?.with).toBeUndefined();
    expect(workflow.tasks.g?.tasks?.y?.needs).toEqual(['x']);
  });
});
