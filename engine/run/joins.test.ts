import { describe, expect, it } from 'vitest';
import { graph } from '../workflow/testing/graph-builder.ts';
import { fail, reach, runScripted, statuses } from './testing/world.ts';

describe('the default join', () => {
  /*  a ─yes─► b ─┐
      └──no──► c ─┴► d  */
  const branch = graph('a:yes -> b', 'a:no -> c', 'b, c -> d');

  it('goes on below a branch, whichever way it went', () => {
    expect(statuses(runScripted(branch, { outcomes: { a: reach('yes') } }))).toEqual({
      a: 'succeeded',
      b: 'succeeded',
      c: 'skipped',
      d: 'succeeded',
    });
    expect(statuses(runScripted(branch, { outcomes: { a: reach('no') } }))).toEqual({
      a: 'succeeded',
      b: 'skipped',
      c: 'succeeded',
      d: 'succeeded',
    });
  });

  it('waits for all parallel work', () => {
    const { events } = runScripted(graph('a -> b, c', 'b, c -> d'), { durations: { b: 10, c: 500 } });

    const ended = events.findIndex((event) => event.type === 'task.succeeded' && event.path === 'c');
    const started = events.findIndex((event) => event.type === 'task.started' && event.path === 'd');
    expect(ended).toBeGreaterThan(0);
    expect(started).toBeGreaterThan(ended);
  });

  it('does not start when one of the needs failed, and says which', () => {
    const { run, events } = runScripted(graph('a, b -> c -> d'), { outcomes: { b: fail } });

    expect(statuses({ run, events })).toEqual({ a: 'succeeded', b: 'failed', c: 'skipped', d: 'skipped' });
    expect(run.root.nodes.find((node) => node.unit.path === 'c')?.unit.skip).toEqual({ reason: 'upstream_failed', needs: ['b'] });
    expect(run.ending?.status).toBe('failed');
    expect(run.ending?.failure?.message).toBe('Task `b` failed: It broke');
  });

  it('does not let a failure further up pass through a skipped task', () => {
    /*  a ✗ ─► b ─┐
             x ───┴► c  */
    const result = statuses(runScripted(graph('a -> b', 'b, x -> c'), { outcomes: { a: fail } }));

    expect(result).toMatchObject({ b: 'skipped', c: 'skipped', x: 'succeeded' });
  });
});

describe('a way around a failure', () => {
  it('comes back to the main path by a need on the failure itself', () => {
    /*  fetch ──► store ──┐
          └──failed───────┴─► report  */
    const workflow = graph('fetch -> store -> report', 'fetch:failed -> report');

    expect(statuses(runScripted(workflow, { outcomes: { fetch: fail } }))).toEqual({
      fetch: 'failed',
      store: 'skipped',
      report: 'succeeded',
    });
    expect(statuses(runScripted(workflow))).toMatchObject({ store: 'succeeded', report: 'succeeded' });
  });

  it('comes back through the tasks that took care of it', () => {
    /*  fetch ──► store ──► index ──┐
          └─failed─► fallback ─► f2 ┴─► report  */
    const workflow = graph('fetch -> store -> index -> report', 'fetch:failed -> fallback -> f2 -> report');
    const result = runScripted(workflow, { outcomes: { fetch: fail } });

    expect(statuses(result)).toMatchObject({ store: 'skipped', index: 'skipped', f2: 'succeeded', report: 'succeeded' });
    expect(result.run.ending?.status).toBe('succeeded');
  });

  it('excuses nothing else: another failure, or a failure of a need itself', () => {
    const two = graph('a -> c', 'b -> c', 'a:failed -> x', 'c, x -> d');
    expect(statuses(runScripted(two, { outcomes: { a: fail, b: fail } }))).toMatchObject({ c: 'skipped', x: 'succeeded', d: 'skipped' });
    const direct = graph('a:failed -> x', 'a, x -> d');
    expect(statuses(runScripted(direct, { outcomes: { a: fail } }))).toMatchObject({ x: 'succeeded', d: 'skipped' });
  });

  it('is not made by work that happens to run beside it', () => {
    const workflow = graph('a -> b', 'b, other -> c', 'a:failed -> alert');
    expect(statuses(runScripted(workflow, { outcomes: { a: fail } }))).toMatchObject({
      b: 'skipped',
      alert: 'succeeded',
      other: 'succeeded',
      c: 'skipped',
    });
  });
});

describe('ports', () => {
  it('reach the error path of a failed task, which handles the failure', () => {
    const result = runScripted(graph('a -> b', 'a:failed -> c'), { outcomes: { a: fail } });

    expect(statuses(result)).toEqual({ a: 'failed', b: 'skipped', c: 'succeeded' });
    expect(result.run.ending?.status).toBe('succeeded');
  });

  it('leave the error path out when nothing fails', () => {
    expect(statuses(runScripted(graph('a -> b', 'a:failed -> c')))).toEqual({ a: 'succeeded', b: 'succeeded', c: 'skipped' });
  });

  it('reach finished either way', () => {
    const workflow = graph('a:finished -> b');
    expect(statuses(runScripted(workflow)).b).toBe('succeeded');
    const failing = runScripted(workflow, { outcomes: { a: fail } });
    expect(statuses(failing).b).toBe('succeeded');
    expect(failing.run.ending?.status).toBe('succeeded');
  });

  it('let one handler serve several tasks, of which later ones never ran', () => {
    const result = runScripted(graph('a -> b -> c', 'a:failed, b:failed, c:failed -> alert'), { outcomes: { a: fail } });

    expect(statuses(result)).toEqual({ a: 'failed', b: 'skipped', c: 'skipped', alert: 'succeeded' });
    expect(result.run.ending?.status).toBe('succeeded');
  });

  it('do not handle a failure when the handler is skipped itself', () => {
    const result = runScripted(graph('a:failed -> b', { tasks: { b: { when: false } } }), { outcomes: { a: fail } });

    expect(statuses(result)).toEqual({ a: 'failed', b: 'skipped' });
    expect(result.run.ending?.status).toBe('failed');
  });

  it('choose one way of a switch', () => {
    const result = statuses(runScripted(graph('a:red -> r', 'a:blue -> b', 'a:otherwise -> o'), { outcomes: { a: reach('blue') } }));
    expect(result).toEqual({ a: 'succeeded', r: 'skipped', b: 'succeeded', o: 'skipped' });
  });
});

describe('the other joins', () => {
  const join = (kind: 'all' | 'any' | 'always') => graph('a, b -> c', { tasks: { c: { join: kind } } });

  it('all: starts when every need is met', () => {
    expect(statuses(runScripted(join('all'))).c).toBe('succeeded');
    expect(statuses(runScripted(join('all'), { outcomes: { a: fail } })).c).toBe('skipped');
  });

  it('any: starts at the first need met, without waiting for the rest, even when the rest fails', () => {
    const { events, run } = runScripted(join('any'), { durations: { a: 5, b: 500 }, outcomes: { b: fail } });

    const started = events.find((event) => event.type === 'task.started' && event.path === 'c');
    expect((started?.at ?? 0) - (run.startedAt ?? 0)).toBe(5);
    expect(statuses({ run, events }).c).toBe('succeeded');
  });

  it('any: skips once none can be met', () => {
    expect(statuses(runScripted(join('any'), { outcomes: { a: fail, b: fail } })).c).toBe('skipped');
  });

  it('any: handles a failure that comes after it started', () => {
    const workflow = graph('a:finished, b:finished -> c', { tasks: { c: { join: 'any' } } });
    const { run } = runScripted(workflow, { durations: { a: 1, b: 50 }, outcomes: { b: fail } });
    expect(run.ending?.status).toBe('succeeded');
  });

  it('always: starts when every need is resolved, whatever happened, and handles nothing by itself', () => {
    const { run, events } = runScripted(join('always'), { outcomes: { a: fail, b: fail } });
    expect(statuses({ run, events }).c).toBe('succeeded');
    expect(run.ending?.status).toBe('failed');
  });
});

describe('a tolerated failure', () => {
  const workflow = graph('a -> b', 'a:failed -> c', { tasks: { a: { onError: 'continue' } } });

  it('lets what follows go on, and the run succeed', () => {
    const result = runScripted(workflow, { outcomes: { a: fail } });
    expect(statuses(result)).toEqual({ a: 'failed', b: 'succeeded', c: 'succeeded' });
    expect(result.run.ending?.status).toBe('succeeded');
  });
});

describe('conditions', () => {
  it('skip a task by its own condition, and what needs it', () => {
    const result = runScripted(graph('a -> b -> c', { tasks: { b: { when: '{{ 1 > 2 }}' } } }));
    expect(statuses(result)).toEqual({ a: 'succeeded', b: 'skipped', c: 'skipped' });
    expect(result.run.root.nodes[1]?.unit.skip?.reason).toBe('when');
    expect(result.run.root.nodes[2]?.unit.skip).toEqual({ reason: 'not_reached', needs: ['b'] });
  });

  it('skip a disabled task without looking at its condition', () => {
    const result = runScripted(graph('a -> b', { tasks: { a: { disabled: true, when: '{{ nonsense( }}' } } }));
    expect(statuses(result)).toEqual({ a: 'skipped', b: 'skipped' });
  });

  it('fail the task when they cannot be evaluated', () => {
    const { run } = runScripted(graph('a', { tasks: { a: { when: '{{ inputs.missing > 1 }}' } } }));
    expect(run.root.nodes[0]?.unit.status).toBe('failed');
    expect(run.root.nodes[0]?.unit.failure?.code).toBe('expression_failed');
  });
});
