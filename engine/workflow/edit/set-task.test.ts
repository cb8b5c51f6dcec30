import { describe, expect, it } from 'vitest';
import { graph, tasksOf } from '../testing/graph-builder.ts';
import { setDisabled, setTaskType, setTaskValue } from './set-task.ts';
import { edited, refused } from './testing/expect-edit.ts';

const workflow = graph('a', {
  tasks: {
    a: { type: 'http.request', with: { url: 'x', headers: { b: '1', a: '2' }, list: [1, 2] }, timeout: '5s' },
    g: { type: 'group', tasks: tasksOf('x') },
  },
});
const set = (path: string, at: (string | number)[], value: Parameters<typeof setTaskValue>[1]['value']) =>
  setTaskValue(workflow, { path, at, value });

describe('setTaskValue', () => {
  it('sets a field, a parameter, a part of one, and an element, in place', () => {
    expect(edited(set('a', ['name'], 'A')).tasks.a?.name).toBe('A');
    expect(JSON.stringify(edited(set('a', ['with', 'headers', 'b'], '9')).tasks.a?.with)).toBe(
      '{"url":"x","headers":{"b":"9","a":"2"},"list":[1,2]}',
    );
    expect(edited(set('a', ['with', 'list', 2], 3)).tasks.a?.with).toMatchObject({ list: [1, 2, 3] });
    expect(edited(set('a', ['with', 'list', 0], undefined)).tasks.a?.with).toMatchObject({ list: [2] });
  });

  it('makes what is missing on the way, and takes away with undefined', () => {
    expect(edited(set('a', ['retry', 'attempts'], 3)).tasks.a?.retry).toEqual({ attempts: 3 });
    expect(edited(set('a', ['timeout'], undefined)).tasks.a).not.toHaveProperty('timeout');
    expect(edited(set('a', ['with', 'body', 'deep'], null)).tasks.a?.with).toMatchObject({ body: { deep: null } });
  });

  it('shares all that it does not touch, and everything when nothing changes', () => {
    const after = edited(set('g.x', ['name'], 'X'));

    expect(after.tasks.a).toBe(workflow.tasks.a);
    expect(edited(set('g', ['timeout'], '1m')).tasks.g?.tasks).toBe(workflow.tasks.g?.tasks);
    expect(edited(set('a', ['timeout'], '5s'))).toBe(workflow);
    expect(edited(set('a', ['pool'], undefined))).toBe(workflow);
  });

  it('refuses what the format would not allow, and names that objects have', () => {
    expect(refused(set('a', ['timeout'], 'soon'))).toMatch(/^invalid_value: Task `a` .*`timeout`/);
    expect(refused(set('a', ['surprise'], 1))).toMatch(/^invalid_value/);
    expect(refused(set('a', ['with', '__proto__', 'x'], 1))).toMatch(/^invalid_path/);
    expect(refused(set('a', ['with', 'list', 7], 1))).toMatch(/^invalid_path/);
    expect(refused(set('a', ['with', 'url', 'x'], 1))).toMatch(/^invalid_path/);
    expect(refused(set('a', ['type'], 'log.write'))).toMatch(/^invalid_path/);
    expect(refused(set('q', ['name'], 'Q'))).toMatch(/^task_not_found/);
  });
});

describe('setTaskType', () => {
  it('keeps the parameters, or takes others', () => {
    expect(edited(setTaskType(workflow, { path: 'a', type: 'log.write' })).tasks.a).toEqual({ ...workflow.tasks.a, type: 'log.write' });
    expect(edited(setTaskType(workflow, { path: 'a', type: 'log.write', parameters: { message: 'm' } })).tasks.a?.with).toEqual({
      message: 'm',
    });
  });

  it('makes a group of a task, and something else of an empty group only', () => {
    expect(edited(setTaskType(workflow, { path: 'a', type: 'group' })).tasks.a).toEqual({ type: 'group', tasks: {}, timeout: '5s' });
    expect(refused(setTaskType(workflow, { path: 'g', type: 'log.write' }))).toMatch(/^group_not_empty/);
  });
});

describe('setDisabled', () => {
  it('disables several anywhere and enables them without a trace', () => {
    const off = edited(setDisabled(workflow, { paths: ['a', 'g.x'], disabled: true }));

    expect([off.tasks.a?.disabled, off.tasks.g?.tasks?.x?.disabled]).toEqual([true, true]);
    expect(edited(setDisabled(off, { paths: ['a', 'g.x'], disabled: false }))).toEqual(workflow);
    expect(refused(setDisabled(workflow, { paths: ['q'], disabled: true }))).toMatch(/^task_not_found/);
  });
});
