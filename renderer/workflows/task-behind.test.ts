import { describe, expect, it } from 'vitest';
import { newTaskFor } from './task-behind.ts';

const workflow = {
  format: 1 as const,
  id: 'w',
  tasks: { request: { type: 'http.request' }, g: { type: 'group', tasks: { set: { type: 'data.set' } } } },
  layout: { tasks: { request: [10, 20] as [number, number] } },
};

describe('a task from the palette', () => {
  it('stands alone when nothing is selected, under an id that is free', () => {
    expect(newTaskFor('http.request', workflow, [])).toEqual({ group: '', id: 'request_2', task: { type: 'http.request' } });
  });

  it('follows the one selected task, beside it and in its group', () => {
    expect(newTaskFor('data.set', workflow, ['request'])).toEqual({
      group: '',
      id: 'set',
      task: { type: 'data.set', needs: ['request'] },
      after: 'request',
      at: [274, 20],
    });
    expect(newTaskFor('data.set', workflow, ['g.set'])).toMatchObject({ group: 'g', id: 'set_2', task: { needs: ['set'] } });
  });

  it('fills a group, because an empty one is an error', () => {
    expect(newTaskFor('group', workflow, [])).toMatchObject({ id: 'group', task: { tasks: { step: { type: 'data.set' } } } });
  });
});
