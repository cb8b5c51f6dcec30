import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../engine/workflow/problem.ts';
import { catalog } from '../../document/catalog.ts';
import type { TaskState } from '../../run-state/run-state.ts';
import { edgeKey, edgeOf } from './edge-key.ts';
import { groupProgress } from './group-progress.ts';
import { problemsByTask } from './problems-by-task.ts';
import { searchChoices, taskChoices } from './search-choices.ts';
import { isTaken } from './taken-edge.ts';
import { describeTask } from './task-words.ts';

describe('the words of a card', () => {
  it('are the name, else the id, and what the task does', () => {
    const get = { type: 'http.request', with: { url: 'https://api.test/orders' } };

    expect(describeTask(get, 'fetch', catalog)).toMatchObject({ name: 'fetch', line: 'GET api.test/orders', kind: 'network' });
    expect(describeTask({ ...get, name: ' Orders ' }, 'fetch', catalog).name).toBe('Orders');
  });

  it('name a type that is not known', () => {
    expect(describeTask({ type: 'acme.thing' }, 'x', catalog)).toMatchObject({ kind: 'unknown', line: 'Unknown type acme.thing' });
  });

  it('count the tasks of a group', () => {
    expect(describeTask({ type: 'group', tasks: { a: { type: 'x' } } }, 'g', catalog).line).toBe('1 task');
  });

  it('survive parameters that do not fit', () => {
    for (const type of catalog.types) {
      for (const parameters of [{}, { url: 5, cases: 'no', command: {}, values: [], path: null, if: [1] }]) {
        expect(() => describeTask({ type, with: parameters }, 'x', catalog)).not.toThrow();
      }
    }
  });
});

describe('edges', () => {
  it('have a key from which they can be told', () => {
    expect(edgeKey({ from: 'a.b', to: 'a.c' })).toBe('a.b:done>a.c');
    expect(edgeOf('a.b:yes>a.c')).toEqual({ from: 'a.b', port: 'yes', to: 'a.c' });
  });

  it('were taken when their port was reached and what follows was not passed over', () => {
    const state = (status: TaskState['status'], port: string | null = null) => ({ status, port }) as TaskState;

    expect(isTaken('done', state('succeeded'), state('running'))).toBe(true);
    expect(isTaken('yes', state('succeeded', 'yes'), state('succeeded'))).toBe(true);
    expect(isTaken('no', state('succeeded', 'yes'), state('succeeded'))).toBe(false);
    expect(isTaken('failed', state('failed'), state('succeeded'))).toBe(true);
    expect(isTaken('finished', state('failed'), state('succeeded'))).toBe(true);
    expect(isTaken('done', state('failed'), state('succeeded'))).toBe(false);
    expect(isTaken('done', state('succeeded'), state('skipped'))).toBe(false);
    expect(isTaken('done', undefined, state('running'))).toBe(false);
  });
});

describe('problems', () => {
  it('belong to the innermost task they are in, the worst severity first', () => {
    const problem = (path: Problem['path'], severity: Problem['severity'], message: string): Problem => ({
      code: 'x',
      path,
      severity,
      message,
    });
    const found = problemsByTask([
      problem(['tasks', 'a', 'with', 'url'], 'warning', 'w'),
      problem(['tasks', 'a', 'needs', 0], 'error', 'e'),
      problem(['tasks', 'g', 'tasks', 'b'], 'warning', 'b'),
      problem(['outputs', 'x'], 'error', 'o'),
    ]);

    expect([...found]).toEqual([
      ['a', { severity: 'error', messages: ['w', 'e'] }],
      ['g.b', { severity: 'warning', messages: ['b'] }],
    ]);
  });
});

describe('the progress of a group', () => {
  it('counts what ended, one way or the other', () => {
    const states = (['succeeded', 'skipped', 'failed', 'running', 'canceled'] as const).map((status) => ({ status }));

    expect(groupProgress([...states, undefined])).toEqual([6, 2, 2]);
  });
});

describe('searching task types', () => {
  const choices = taskChoices(catalog);
  const search = (query: string) => searchChoices(choices, query).map(({ id }) => id);

  it('gives all for nothing', () => {
    expect(search('  ')).toHaveLength(choices.length);
  });

  it('puts titles that begin with it first', () => {
    expect(search('http')[0]).toBe('http.request');
    expect(search('branch')[0]).toBe('flow.branch');
    expect(search('write csv')[0]).toBe('file.writeCsv');
  });

  it('finds nothing for what fits nothing', () => {
    expect(search('zzzz')).toEqual([]);
  });
});
