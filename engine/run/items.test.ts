import { describe, expect, it } from 'vitest';
import { graph, tasksOf } from '../workflow/testing/graph-builder.ts';
import { findUnit } from './find-unit.ts';
import { fail, runScripted, succeed } from './testing/world.ts';
import { readStored } from './variables.ts';
import { runRecord } from './view.ts';

const each = (fields: object, task: object = {}) => graph('a -> b', { tasks: { a: { each: { in: [1, 2, 3], ...fields }, ...task } } });
const echo = { type: 'succeeded', output: { kind: 'value', value: 'x' } } as const;

describe('a task with each', () => {
  it('runs once per item, one after the other by default, and gives the outputs in input order', () => {
    const { run, events } = runScripted(each({}), { durations: { a: 10 }, outcomes: { a: echo } });

    expect(events.filter((event) => event.type === 'task.started').map((event) => ('path' in event ? event.path : ''))).toEqual([
      'a[0]',
      'a[1]',
      'a[2]',
      'b',
    ]);
    expect((run.finishedAt ?? 0) - (run.startedAt ?? 0)).toBe(30);
    expect(runRecord(run, () => null).tasks.a).toMatchObject({
      status: 'succeeded',
      output: ['x', 'x', 'x'],
      items: { count: 3, succeeded: 3, failed: 0 },
    });
  });

  it('runs as many at once as it may', () => {
    const { run } = runScripted(each({ concurrency: 2 }), { durations: { a: 10 } });
    expect((run.finishedAt ?? 0) - (run.startedAt ?? 0)).toBe(20);
  });

  it('succeeds with an empty list when there is nothing to do', () => {
    const { run } = runScripted(each({ in: [] }));
    expect(runRecord(run, () => null).tasks.a).toMatchObject({ status: 'succeeded', output: [] });
    expect(findUnit(run, 'b')?.status).toBe('succeeded');
  });

  it('fails the task when what it is given is no list', () => {
    const { run } = runScripted(each({ in: '{{ 1 + 1 }}' }));
    expect(findUnit(run, 'a')?.failure?.code).toBe('not_a_list');
  });

  it('starts no further item after one failed, and names it', () => {
    const { run } = runScripted(each({}), { outcomes: { 'a[1]': fail } });
    expect(findUnit(run, 'a')?.failure).toMatchObject({ code: 'item_failed', message: 'Item 1 of `a` failed: It broke' });
    expect(findUnit(run, 'a[2]')).toBe(null);
    expect(run.ending?.status).toBe('failed');
  });

  it('starts none of those that were waiting for a slot either', () => {
    const { run } = runScripted(each({ concurrency: 3 }), { outcomes: { 'a[0]': fail }, durations: { a: 10 }, slots: 2 });
    expect([0, 1, 2].map((index) => findUnit(run, `a[${index}]`)?.status)).toEqual(['failed', 'succeeded', 'canceled']);
    expect(findUnit(run, 'a')?.failure).toMatchObject({ message: 'Item 0 of `a` failed: It broke', details: { failed: 1, count: 3 } });
  });

  it('goes through all items when failures are tolerated, with null in their place', () => {
    const { run } = runScripted(each({ onItemFailure: 'continue' }), { outcomes: { a: echo, 'a[1]': fail } });
    const record = runRecord(run, () => null).tasks.a;
    expect(record).toMatchObject({
      status: 'succeeded',
      output: ['x', null, 'x'],
      error: { code: 'item_failed', details: { failed: 1, count: 3 } },
    });
    expect(run.ending?.status).toBe('succeeded');
  });

  it('retries each item by itself', () => {
    const { run } = runScripted(each({}, { retry: { attempts: 2, delay: '1s', jitter: 'none' } }), {
      outcomes: { 'a[1]': [fail, succeed] },
    });
    expect(findUnit(run, 'a[1]')?.attempt).toBe(2);
    expect(findUnit(run, 'a[2]')?.attempt).toBe(1);
    expect(run.ending?.status).toBe('succeeded');
  });

  it('names items by their key', () => {
    const { run } = runScripted(each({ in: ['x', 'y'], as: 'name', key: 'name + "!"' }), { outcomes: { 'a[1]': fail } });
    expect(findUnit(run, 'a')?.failure?.message).toBe('Item 1 (y!) of `a` failed: It broke');
  });

  it('runs a group per item, and its tasks by item path', () => {
    const workflow = graph('a -> b', {
      tasks: {
        a: { type: 'group', each: { in: [1, 2], concurrency: 2 }, tasks: tasksOf('x -> y'), outputs: { n: '{{ item * 10 + index }}' } },
      },
    });
    const { run } = runScripted(workflow);
    expect(findUnit(run, 'a[1].y')?.status).toBe('succeeded');
    expect(runRecord(run, () => null).tasks.a?.output).toEqual([{ n: 10 }, { n: 21 }]);
  });

  it('times out each item by itself', () => {
    const { run } = runScripted(each({ onItemFailure: 'continue' }, { timeout: '1s' }), { durations: { 'a[1]': 5000 } });
    expect(findUnit(run, 'a[1]')?.failure?.code).toBe('timeout');
    expect(findUnit(run, 'a[2]')?.status).toBe('succeeded');
  });

  it.each([
    ['values', echo, true],
    ['blobs', { type: 'succeeded', output: { kind: 'blob', hash: 'h', sizeBytes: 1, mediaType: 'application/json' } } as const, false],
  ])('makes the list of its outputs once for all its readers where they are values: %s', (_, outcome, isOnce) => {
    const { run } = runScripted(each({}), { outcomes: { a: outcome } });
    const read = () => readStored({ kind: 'items' }, findUnit(run, 'a'), () => 'x');
    const [first, second] = [read(), read()];
    expect(first).toEqual(['x', 'x', 'x']);
    expect(first === second).toBe(isOnce);
  });

  it('lists at most a hundred failures', () => {
    const workflow = each({ in: Array.from({ length: 150 }, (_, index) => index), onItemFailure: 'continue', concurrency: 150 });
    const { run } = runScripted(workflow, { outcomes: { a: fail } });
    const details = findUnit(run, 'a')?.failure?.details as { items: unknown[]; failed: number };
    expect(details.failed).toBe(150);
    expect(details.items).toHaveLength(100);
    expect(findUnit(run, 'a')?.failure?.message).toContain('150 of 150 items of `a` failed');
  });
});
