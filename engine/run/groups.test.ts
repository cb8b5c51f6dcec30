import { describe, expect, it } from 'vitest';
import { graph, tasksOf } from '../workflow/testing/graph-builder.ts';
import { findUnit } from './find-unit.ts';
import { fail, runScripted, statuses, succeed } from './testing/world.ts';
import { runRecord } from './view.ts';

const group = (fields: object) => graph('g -> after', { tasks: { g: { type: 'group', tasks: tasksOf('x -> y'), ...fields } } });

describe('a group', () => {
  it('runs its tasks, then what needs it', () => {
    const result = runScripted(group({}));
    expect(statuses(result)).toEqual({ g: 'succeeded', after: 'succeeded' });
    expect(findUnit(result.run, 'g.y')?.status).toBe('succeeded');
  });

  it('gives its outputs', () => {
    const tasks = { x: { type: 'data.set', with: { values: { n: 1 } } } };
    const { run } = runScripted(graph('g', { tasks: { g: { type: 'group', tasks, outputs: { state: '{{ tasks.x.status }}' } } } }));
    expect(findUnit(run, 'g')?.output).toEqual({ kind: 'value', value: { state: 'succeeded' } });
  });

  it('fails when a failure inside is unhandled, and names it', () => {
    const { run } = runScripted(group({}), { outcomes: { 'g.x': fail } });
    expect(findUnit(run, 'g')?.failure).toMatchObject({
      code: 'task_failed',
      message: 'Task `g.x` failed: It broke',
      details: { task: 'g.x', code: 'broken' },
    });
    expect(findUnit(run, 'after')?.skip?.reason).toBe('upstream_failed');
  });

  it('is retried as a whole, with attempt numbers that never repeat', () => {
    const { run, events } = runScripted(group({ retry: { attempts: 2, delay: '1s', jitter: 'none' } }), {
      outcomes: { 'g.y': [fail, succeed] },
    });

    const starts = events
      .filter((event) => event.type === 'task.started' && event.path.startsWith('g'))
      .map((event) => ('attempt' in event ? `${event.path} ${event.attempt}` : ''));
    expect(starts).toEqual(['g 1', 'g.x 1', 'g.y 1', 'g 2', 'g.x 2', 'g.y 2']);
    expect(run.ending?.status).toBe('succeeded');
  });

  it('counts the attempts of its tasks anew in each generation', () => {
    const tasks = tasksOf('x', { tasks: { x: { retry: { attempts: 2, delay: '1ms', jitter: 'none' } } } });
    const { run } = runScripted(group({ tasks, retry: { attempts: 2, delay: '1s', jitter: 'none' } }), {
      outcomes: { 'g.x': [fail, fail, fail, succeed] },
    });
    expect(findUnit(run, 'g.x')).toMatchObject({ status: 'succeeded', attempt: 4 });
  });

  it('stops everything in it when its time is up', () => {
    const { run } = runScripted(group({ timeout: '1s' }), { durations: { 'g.x': 5000 } });

    expect(findUnit(run, 'g')).toMatchObject({ status: 'failed', failure: { code: 'timeout' } });
    expect(findUnit(run, 'g.x')?.status).toBe('canceled');
    expect(runRecord(run, () => null).tasks['g.y']?.status).toBe('canceled');
    expect((run.finishedAt ?? 0) - (run.startedAt ?? 0)).toBe(1000);
  });

  it('can be nested', () => {
    const inner = { type: 'group', tasks: tasksOf('x') };
    const { run } = runScripted(graph('g', { tasks: { g: { type: 'group', tasks: { inner } } } }), { outcomes: { 'g.inner.x': fail } });
    expect(findUnit(run, 'g')?.failure?.cause?.cause?.code).toBe('broken');
  });
});

describe('a repeated group', () => {
  const until = (condition: string, maxIterations: number) =>
    group({ until: { condition, maxIterations, delay: '10s' }, tasks: tasksOf('x') });

  it('repeats until its condition holds', () => {
    const workflow = group({
      until: { condition: 'tasks.x.status == "succeeded"', maxIterations: 5 },
      tasks: { x: { type: 'data.set', onError: 'continue' } },
    });
    const { run, events } = runScripted(workflow, { outcomes: { 'g.x': [fail, fail, succeed] } });
    expect(run.ending?.status).toBe('succeeded');
    expect(events.filter((event) => event.type === 'task.repeated').length).toBe(2);
    expect(findUnit(run, 'g')?.iteration).toBe(2);
  });

  it('waits between two iterations', () => {
    const { run } = runScripted(until('false', 3));
    expect((run.finishedAt ?? 0) - (run.startedAt ?? 0)).toBe(20_000);
  });

  it('fails when the condition is still false after the last', () => {
    const { run } = runScripted(until('false', 3));
    expect(findUnit(run, 'g')?.failure).toMatchObject({
      code: 'until_not_met',
      message: 'The condition of `g` was still false after 3 iterations',
    });
  });

  it('fails when the condition cannot be evaluated', () => {
    const { run } = runScripted(until('inputs.missing', 3));
    expect(findUnit(run, 'g')?.failure?.code).toBe('expression_failed');
  });
});
