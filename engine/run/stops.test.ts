import { describe, expect, it } from 'vitest';
import { userFailure } from '../workflow/failure.ts';
import type { Task } from '../workflow/schema.ts';
import { graph, tasksOf } from '../workflow/testing/graph-builder.ts';
import { findUnit } from './find-unit.ts';
import { plan } from './plan.ts';
import { storedValue } from './stored-value.ts';
import { openedAt, openRun, reopenRun } from './testing/open-run.ts';
import { succeed } from './testing/world.ts';
import { runStatus } from './view.ts';

const again = { type: 'completed', path: 'g', result: { type: 'again' } } as const;

/** A group whose members have ended and whose `until` is being evaluated. */
function evaluated(group: Partial<Task>) {
  const until = { condition: 'false', maxIterations: 5, delay: '1m' };
  const opened = openRun(graph('g', { tasks: { g: { type: 'group', until, tasks: tasksOf('x'), ...group } } }));
  opened.tell({ type: 'started', path: 'g.x', attempt: 1 });
  opened.tell({ type: 'outcome', path: 'g.x', attempt: 1, outcome: succeed });
  return opened;
}

describe('a group that is told to end while its condition is evaluated', () => {
  it('does not begin anew in a run that is canceled', () => {
    const { run, tell } = evaluated({});
    tell({ type: 'cancel' });
    tell(again);
    expect(findUnit(run, 'g')?.status).toBe('canceled');
    expect(runStatus(run)).toBe('canceled');
  });

  it('fails when its time is up', () => {
    const { run, tell } = evaluated({ timeout: '10s' });
    plan(run, openedAt + 10_000);
    tell(again, openedAt + 10_001);
    expect(findUnit(run, 'g')).toMatchObject({ status: 'failed', failure: { code: 'timeout' } });
    expect(runStatus(run)).toBe('failed');
  });
});

describe('a run that is told to end while its outputs are evaluated', () => {
  const done = { type: 'outputs', result: { type: 'done', outputs: storedValue({}) } } as const;
  const evaluating = (timeout?: string) => {
    const opened = openRun({ ...graph('a'), outputs: { x: 1 }, ...(timeout === undefined ? {} : { timeout }) });
    opened.tell({ type: 'started', path: 'a', attempt: 1 });
    opened.tell({ type: 'outcome', path: 'a', attempt: 1, outcome: succeed });
    return opened;
  };

  it('is canceled, as whoever canceled it was told', () => {
    const { run, tell } = evaluating();
    expect(tell({ type: 'cancel' }).refused).toBe(undefined);
    tell(done);
    expect(runStatus(run)).toBe('canceled');
  });

  it('fails when its time is up', () => {
    const { run, tell } = evaluating('1m');
    plan(run, openedAt + 60_000);
    tell(done, openedAt + 60_001);
    expect(run.ending).toMatchObject({ status: 'failed', failure: { code: 'timeout' } });
  });
});

describe('time that is up', () => {
  it('in the moment in which a task gets its slot keeps the task from starting', () => {
    const { run, tell } = openRun({ ...graph('a'), timeout: '1m' });
    expect(tell({ type: 'started', path: 'a', attempt: 1 }, openedAt + 60_000)).toMatchObject({
      refused: 'Run r1 has finished',
      effects: [{ type: 'finished', status: 'failed' }],
    });
    expect(findUnit(run, 'a')?.attempt).toBe(0);
  });

  it('ends what waits in a group, also when its wait would be over by now', () => {
    const { run, tell } = openRun(graph('g', { tasks: { g: { type: 'group', timeout: '10s', tasks: tasksOf('x -> y') } } }));
    tell({ type: 'started', path: 'g.x', attempt: 1 });
    const waiting = { type: 'waiting', cause: { kind: 'timer', until: openedAt + 20_000 } } as const;
    tell({ type: 'outcome', path: 'g.x', attempt: 1, outcome: waiting });
    plan(run, openedAt + 3_600_000);
    expect(findUnit(run, 'g.x')?.status).toBe('canceled');
    expect(findUnit(run, 'g')).toMatchObject({ status: 'failed', failure: { code: 'timeout' } });
  });

  it('while the engine was away does not fail the attempts that were cut off', () => {
    const workflow = graph('a, b', { tasks: { a: { timeout: '5s' }, b: { timeout: '5s' } } });
    const before = openRun(workflow);
    for (const path of ['a', 'b']) before.tell({ type: 'started', path, attempt: 1 });
    const { run, tell } = reopenRun(workflow, before.events);
    const later = openedAt + 3_600_000;
    for (const path of ['a', 'b']) tell({ type: 'interrupted', path, attempt: 1 }, later);
    plan(run, later);
    expect(['a', 'b'].map((path) => findUnit(run, path)?.status)).toEqual(['queued', 'queued']);
  });

  it('fails an attempt that was being ended for it when the engine died', () => {
    const workflow = graph('a', { tasks: { a: { timeout: '5s' } } });
    const before = openRun(workflow);
    before.tell({ type: 'started', path: 'a', attempt: 1 });
    const stopping = plan(before.run, openedAt + 5000).events;
    const { run, tell } = reopenRun(workflow, [...before.events, ...stopping]);
    tell({ type: 'interrupted', path: 'a', attempt: 1 }, openedAt + 6000);
    expect(findUnit(run, 'a')).toMatchObject({ status: 'failed', failure: { code: 'timeout' } });
  });
});

it('an approval that was decided keeps nothing of the attempt that nobody decided', () => {
  const { run, tell } = openRun(graph('a', { tasks: { a: { retry: { attempts: 2 } } } }));
  const cause = { kind: 'approval', title: 'Go?', message: '', form: {}, approvers: [], onTimeout: 'fail' } as const;
  tell({ type: 'started', path: 'a', attempt: 1 });
  tell({ type: 'outcome', path: 'a', attempt: 1, outcome: { type: 'failed', failure: userFailure('broken', 'It broke') } });
  plan(run, openedAt + 60_000);
  tell({ type: 'started', path: 'a', attempt: 2 }, openedAt + 60_000);
  tell({ type: 'outcome', path: 'a', attempt: 2, outcome: { type: 'waiting', cause } }, openedAt + 60_000);
  tell({ type: 'decide', path: 'a', decision: 'approved', by: 'ann', comment: '', values: {} }, openedAt + 60_000);
  expect(findUnit(run, 'a')).toMatchObject({ status: 'succeeded', failure: null });
});
