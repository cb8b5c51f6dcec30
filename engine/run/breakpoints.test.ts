import { describe, expect, it } from 'vitest';
import type { Task } from '../workflow/schema.ts';
import { graph, tasksOf } from '../workflow/testing/graph-builder.ts';
import { unitsAtBreakpoints } from './breakpoints.ts';
import { findUnit } from './find-unit.ts';
import { IllegalMove } from './moves.ts';
import { plan } from './plan.ts';
import { storedValue } from './stored-value.ts';
import { openedAt, openRun, reopenRun } from './testing/open-run.ts';
import { fail, succeed } from './testing/world.ts';
import { transition } from './transition.ts';
import { runStatus } from './view.ts';

type Opened = ReturnType<typeof openRun>;

const waits = ({ run }: Opened) => unitsAtBreakpoints(run).map(({ path }) => path);

function attempt({ tell }: Opened, path: string, number: number, outcome: typeof succeed = succeed) {
  tell({ type: 'started', path, attempt: number });
  return tell({ type: 'outcome', path, attempt: number, outcome });
}

/** A run of one task with a breakpoint. */
function held(task: Partial<Task> = {}): Opened {
  return openRun(graph('a', { tasks: { a: task } }), { breakpoints: ['a'] });
}

describe('a task with a breakpoint', () => {
  it('waits before its first attempt, without a slot, and the run counts as waiting', () => {
    const opened = openRun(graph('a -> b', 'x'), { breakpoints: ['b'] });
    attempt(opened, 'x', 1);
    const { events, effects } = attempt(opened, 'a', 1);

    expect(events.at(-1)).toMatchObject({ type: 'task.waiting', path: 'b', attempt: 0, cause: { kind: 'breakpoint' } });
    expect(effects).toEqual([]);
    expect(runStatus(opened.run)).toBe('waiting');
  });

  it('begins when it is let go on, and the event says who let it', () => {
    const opened = held();
    const { events, effects } = opened.tell({ type: 'continue', path: 'a', by: 'ann' });

    expect(events).toMatchObject([{ type: 'task.resumed', path: 'a', by: 'ann' }]);
    expect(effects).toMatchObject([{ type: 'ready', path: 'a', attempt: 1 }]);
    attempt(opened, 'a', 1);
    expect(opened.run.ending?.status).toBe('succeeded');
  });

  it('does not stop again for a retry', () => {
    const opened = held({ retry: { attempts: 2, delay: '1s', jitter: 'none' } });
    opened.tell({ type: 'continue' });
    attempt(opened, 'a', 1, fail);
    expect(plan(opened.run, openedAt + 1000).effects).toMatchObject([{ type: 'ready', path: 'a', attempt: 2 }]);
  });

  it('does not stop when it is disabled, skipped by its condition, or taken over', () => {
    const result = { output: storedValue(1) };
    const pinned = { p: { ...result, run: 'r0', path: 'p' } };
    const tasks = { d: { disabled: true }, w: { when: 'false' } };
    const opened = openRun(graph('d', 'w', 'p', 'r', { tasks }), { breakpoints: ['d', 'w', 'p', 'r'], pinned, reused: { r: result } });
    opened.tell({ type: 'prepared', path: 'w', result: { type: 'skip' } });

    expect(waits(opened)).toEqual([]);
    expect(opened.run.ending?.status).toBe('succeeded');
  });

  it('is prepared first, and not again when it goes on', () => {
    const opened = held({ when: 'inputs.go' });
    expect(waits(opened)).toEqual([]);
    opened.tell({ type: 'prepared', path: 'a', result: { type: 'run' } });
    expect(waits(opened)).toEqual(['a']);
    const again = reopenRun(graph('a', { tasks: { a: { when: 'inputs.go' } } }), opened.events);
    for (const { tell } of [opened, again]) expect(tell({ type: 'continue' }).effects).toMatchObject([{ type: 'ready', path: 'a' }]);
  });

  it('stops each of its items, as many at once as may run at once', () => {
    const opened = held({ each: { in: [1, 2, 3], concurrency: 2 } });
    opened.tell({ type: 'prepared', path: 'a', result: { type: 'items', count: 3, items: storedValue([1, 2, 3]) } });
    expect(waits(opened)).toEqual(['a[0]', 'a[1]']);
    opened.tell({ type: 'continue', path: 'a[0]' });
    attempt(opened, 'a[0]', 1);
    expect(waits(opened)).toEqual(['a[1]', 'a[2]']);
    expect(opened.tell({ type: 'continue', path: 'a' }).events).toMatchObject([{ path: 'a[1]' }, { path: 'a[2]' }]);
  });

  it('is not begun any more after another item has failed', () => {
    const opened = held({ each: { in: [1, 2], concurrency: 2, onItemFailure: 'stop' } });
    opened.tell({ type: 'prepared', path: 'a', result: { type: 'items', count: 2, items: storedValue([1, 2]) } });
    opened.tell({ type: 'continue', path: 'a[0]' });
    attempt(opened, 'a[0]', 1, fail);
    expect(findUnit(opened.run, 'a[1]')?.status).toBe('canceled');
    expect(opened.run.ending?.status).toBe('failed');
  });

  it('that is a group waits as a whole; a member stops in every attempt of the group', () => {
    const workflow = graph('g', {
      tasks: { g: { type: 'group', tasks: tasksOf('x'), retry: { attempts: 2, delay: '1s', jitter: 'none' } } },
    });
    const opened = openRun(workflow, { breakpoints: ['g', 'g.x'] });
    expect(waits(opened)).toEqual(['g']);
    expect(findUnit(opened.run, 'g')?.body).toBeNull();
    opened.tell({ type: 'continue', path: 'g' });
    expect(waits(opened)).toEqual(['g.x']);
    opened.tell({ type: 'continue' });
    attempt(opened, 'g.x', 1, fail);
    plan(opened.run, openedAt + 1000);
    expect(waits(opened)).toEqual(['g.x']);
    expect(findUnit(opened.run, 'g')?.attempt).toBe(2);
  });
});

describe('a run that waits at a breakpoint', () => {
  it('is refused to go on where nothing waits', () => {
    const opened = held();
    expect(opened.tell({ type: 'continue', path: 'b' }).refused).toContain('b');
    opened.tell({ type: 'continue' });
    expect(opened.tell({ type: 'continue' })).toMatchObject({ events: [], refused: 'No task of run r1 waits at a breakpoint' });
  });

  it('begins nothing while it is paused, also when the task is let go on meanwhile', () => {
    const opened = held();
    opened.tell({ type: 'pause' });
    expect(opened.tell({ type: 'continue' }).effects).toEqual([]);
    expect(opened.tell({ type: 'resume' }).effects).toMatchObject([{ type: 'ready', path: 'a' }]);
  });

  it('is canceled at once', () => {
    const opened = held();
    opened.tell({ type: 'cancel' });
    expect(opened.run.ending?.status).toBe('canceled');
    expect(findUnit(opened.run, 'a')?.status).toBe('canceled');
  });

  it('runs out of time as any other, and so does a group around the task', () => {
    const run = openRun({ ...graph('a'), timeout: '10s' }, { breakpoints: ['a'] }).run;
    plan(run, openedAt + 10_000);
    expect(run.ending).toMatchObject({ status: 'failed', failure: { code: 'timeout' } });

    const group = openRun(graph('g', { tasks: { g: { type: 'group', timeout: '10s', tasks: tasksOf('x') } } }), {
      breakpoints: ['g.x'],
    }).run;
    plan(group, openedAt + 10_000);
    expect(findUnit(group, 'g')).toMatchObject({ status: 'failed', failure: { code: 'timeout' } });
  });

  it('has no timeout of its own task yet', () => {
    const opened = held({ timeout: '10s' });
    expect(plan(opened.run, openedAt + 60_000).events).toEqual([]);
  });

  it('is legal only before a task has begun', () => {
    const { run } = held();
    const fact = { run: 'r1', seq: run.seq + 1, at: openedAt, type: 'task.waiting', path: 'a', attempt: 0 } as const;
    expect(() => transition(run, { ...fact, cause: { kind: 'breakpoint' } })).toThrow(IllegalMove);
    const opened = held();
    opened.tell({ type: 'continue' });
    expect(() => transition(opened.run, { ...fact, seq: opened.run.seq + 1, cause: { kind: 'timer', until: 0 } })).toThrow(IllegalMove);
  });
});
