import { describe, expect, it } from 'vitest';
import { taskIdPattern } from '../schema.ts';
import { graph } from '../testing/graph-builder.ts';
import { checkNewId, freshId } from './ids.ts';
import { refused } from './testing/expect-edit.ts';

const { tasks } = graph('fetch -> fetch_2 -> store');

describe('freshId', () => {
  it.each([
    ['takes what is free', 'load', 'load'],
    ['counts on from 2', 'store', 'store_2'],
    ['counts past what is taken', 'fetch', 'fetch_3'],
    ['does not count a count', 'fetch_2', 'fetch_3'],
    ['makes an id of a title', 'Load the Orders!', 'load_the_orders'],
    ['makes an id of a type', 'http.request', 'http_request'],
    ['drops accents', 'Größe für Café', 'gro_e_fur_cafe'],
    ['starts with a letter', '42nd', 'nd'],
    ['has an answer for anything', '→ 1', 'task'],
    ['never gives a name that objects have', 'constructor', 'task'],
  ])('%s', (_title, base, expected) => {
    expect(freshId(tasks, base)).toBe(expected);
  });

  it('stays within the length of an id', () => {
    const long = 'x'.repeat(80);
    const first = freshId({}, long);
    const second = freshId({ [first]: { type: 'log.write' } }, long);

    expect(first).toMatch(taskIdPattern);
    expect(second).toMatch(taskIdPattern);
    expect(second.endsWith('_2')).toBe(true);
  });
});

describe('checkNewId', () => {
  it('refuses what is no id, and what is taken, and offers one that is free', () => {
    expect(refused(checkNewId(tasks, 'Two words'))).toMatch(/^invalid_id: .*"two_words"/);
    expect(refused(checkNewId(tasks, 'constructor'))).toMatch(/^invalid_id/);
    expect(refused(checkNewId(tasks, 'store'))).toMatch(/^id_taken: .*"store_2"/);
  });
});
