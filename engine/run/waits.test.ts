import { describe, expect, it } from 'vitest';
import { userFailure } from '../workflow/failure.ts';
import type { Task } from '../workflow/schema.ts';
import { testCatalog } from '../workflow/testing/catalog.ts';
import { graph } from '../workflow/testing/graph-builder.ts';
import type { RunEvent, TaskWaiting } from './event.ts';
import { findUnit } from './find-unit.ts';
import { advance, nextWake, plan } from './plan.ts';
import { compileProgram } from './program.ts';
import { createRun } from './run.ts';
import { storedValue } from './stored-value.ts';
import { openRun as open, openedAt as start } from './testing/open-run.ts';
import { runStatus } from './view.ts';

/** The task `a` of a workflow begins to wait. */
function waitingFor(cause: TaskWaiting, task: Partial<Task> = {}) {
  const opened = open(graph('a -> b', { tasks: { a: task } }));
  opened.tell({ type: 'started', path: 'a', attempt: 1 });
  opened.tell({ type: 'outcome', path: 'a', attempt: 1, outcome: { type: 'waiting', cause } });
  return opened;
}

const approval: TaskWaiting = { kind: 'approval', title: 'Go?', message: '', form: {}, approvers: [], onTimeout: 'fail' };

describe('a task that waits', () => {
  it('for a time goes on then, and the run counts as waiting', () => {
    const { run } = waitingFor({ kind: 'timer', until: start + 5000 });

    expect(runStatus(run)).toBe('waiting');
    expect(nextWake(run)).toBe(start + 5000);
    expect(plan(run, start + 4999).events).toEqual([]);
    plan(run, start + 5000);
    expect(findUnit(run, 'a')?.status).toBe('succeeded');
    expect(runStatus(run)).toBe('running');
  });

  it('is failed by its timeout, and not before', () => {
    const { run } = waitingFor(approval, { timeout: '10s' });
    plan(run, start + 9999);
    expect(findUnit(run, 'a')?.status).toBe('waiting');
    plan(run, start + 10_000);
    expect(findUnit(run, 'a')).toMatchObject({ status: 'failed', failure: { code: 'timeout' } });
  });

  it('is canceled at once with its run', () => {
    const { run, tell } = waitingFor(approval);
    const { effects } = tell({ type: 'cancel', by: 'ann' });
    expect(findUnit(run, 'a')?.status).toBe('canceled');
    expect(effects).toContainEqual({ type: 'finished', status: 'canceled' });
  });
});

describe('an approval', () => {
  it('records who decided what, and reaches the port of the decision', () => {
    const { run, tell } = waitingFor(approval);
    tell({ type: 'decide', path: 'a', decision: 'approved', by: 'ann', comment: 'fine', values: { n: 1 } }, start + 60_000);
    expect(findUnit(run, 'a')).toMatchObject({
      status: 'succeeded',
      port: 'approved',
      output: {
        kind: 'value',
        value: { decision: 'approved', by: 'ann', at: new Date(start + 60_000).toISOString(), comment: 'fine', values: { n: 1 } },
      },
    });
  });

  it('refuses those who may not decide, a second decision, and tasks that wait for none', () => {
    const { tell } = waitingFor({ ...approval, approvers: ['bob'] });
    const decide = { type: 'decide', path: 'a', decision: 'approved', comment: '', values: {} } as const;
    expect(tell({ ...decide, by: 'ann' }).refused).toBe('ann may not decide a; its approvers are bob');
    expect(tell({ ...decide, by: 'bob' }).refused).toBe(undefined);
    expect(tell({ ...decide, by: 'bob' }).refused).toBe('Task a does not wait for an approval');
    expect(tell({ ...decide, path: 'nowhere', by: 'bob' }).refused).toBe('Run r1 has no task nowhere');
  });

  it.each([
    ['fail', { status: 'failed', failure: { code: 'approval_timeout' } }],
    ['approve', { status: 'succeeded', port: 'approved' }],
    ['reject', { status: 'succeeded', port: 'rejected' }],
  ] as const)('that nobody decides in time: %s', (onTimeout, expected) => {
    const { run } = waitingFor({ ...approval, expiresAt: start + 1000, onTimeout });
    plan(run, start + 1000);
    expect(findUnit(run, 'a')).toMatchObject(expected);
  });
});

describe('a called run', () => {
  const call: TaskWaiting = { kind: 'call', run: 'child', workflow: 'other' };
  const finished = { type: 'call finished', path: 'a', run: 'child', outputs: storedValue({ n: 1 }) } as const;

  it('hands its outputs to the task that called it', () => {
    const { run, tell } = waitingFor(call);
    tell({ ...finished, status: 'succeeded' });
    expect(findUnit(run, 'a')).toMatchObject({ status: 'succeeded', output: { value: { n: 1 } } });
  });

  it('fails the task when it fails, with its own failure as the cause', () => {
    const { run, tell } = waitingFor(call);
    tell({ ...finished, status: 'failed', failure: userFailure('broken', 'It broke') });
    expect(findUnit(run, 'a')?.failure).toMatchObject({ code: 'called_run_failed', cause: { code: 'broken' } });
  });

  it('is told apart from others', () => {
    const { tell } = waitingFor(call);
    expect(tell({ ...finished, run: 'somebody', status: 'succeeded' }).refused).toBe('Task a is waiting');
  });

  it('is canceled with the task that waits for it', () => {
    expect(waitingFor(call).tell({ type: 'cancel' }).effects).toContainEqual({ type: 'cancel call', run: 'child' });
    const timed = waitingFor(call, { timeout: '1s' });
    expect(plan(timed.run, start + 1000).effects).toContainEqual({ type: 'cancel call', run: 'child' });
  });
});

describe('an attempt that was running when the engine died', () => {
  const interrupted = (task: Partial<Task>) => {
    const opened = open(graph('a -> b', { tasks: { a: task } }));
    opened.tell({ type: 'started', path: 'a', attempt: 1 });
    return { ...opened, step: opened.tell({ type: 'interrupted', path: 'a', attempt: 1 }) };
  };

  it('runs again with the next number where that does no harm', () => {
    const { run, step } = interrupted({ type: 'data.set' });
    expect(findUnit(run, 'a')?.status).toBe('queued');
    expect(step.effects).toContainEqual({ type: 'ready', path: 'a', attempt: 2, pool: null, priority: 0 });
  });

  it('fails for good where it might, whatever the retry policy says', () => {
    const { run } = interrupted({ type: 'http.request', with: { url: 'https://example.test' }, retry: { attempts: 3 } });
    expect(findUnit(run, 'a')).toMatchObject({ status: 'failed', failure: { code: 'interrupted' } });
  });

  it('does as the task declares', () => {
    expect(findUnit(interrupted({ type: 'data.set', onInterrupt: 'fail' }).run, 'a')?.status).toBe('failed');
    expect(findUnit(interrupted({ type: 'http.request', onInterrupt: 'retry' }).run, 'a')?.status).toBe('queued');
  });
});

describe('a run', () => {
  it('that is paused starts nothing, lets what runs end, and offers everything again when it is resumed', () => {
    const { run, tell } = open(graph('a, b -> c'));
    tell({ type: 'started', path: 'a', attempt: 1 });
    tell({ type: 'pause', by: 'ann' });

    expect(runStatus(run)).toBe('paused');
    expect(tell({ type: 'started', path: 'b', attempt: 1 }).refused).toBe('Task b is queued, and run r1 is paused');
    tell({ type: 'outcome', path: 'a', attempt: 1, outcome: { type: 'succeeded', output: storedValue(null) } });
    expect(tell({ type: 'pause' }).refused).toBe('Run r1 cannot be paused now');
    expect(tell({ type: 'resume' }).effects).toEqual([{ type: 'ready', path: 'b', attempt: 1, pool: null, priority: 0 }]);
    expect(tell({ type: 'resume' }).refused).toBe('Run r1 is not paused');
  });

  it('that is canceled before it starts is over', () => {
    const workflow = graph('a');
    const created: RunEvent = {
      type: 'run.created',
      run: 'r1',
      seq: 1,
      at: start,
      workflow: 'test',
      definition: '',
      inputs: {},
      vars: {},
      environment: null,
      trigger: { kind: 'manual' },
    };
    const run = createRun(compileProgram(workflow, testCatalog), created);
    expect(runStatus(run)).toBe('queued');
    advance(run, { type: 'cancel' }, start);
    expect(runStatus(run)).toBe('canceled');
    expect(advance(run, { type: 'start' }, start).refused).toBe('Run r1 has finished');
    expect(nextWake(run)).toBe(null);
  });

  it('that is canceled aborts what runs and ends when that has ended', () => {
    const { run, tell } = open(graph('a -> b'));
    tell({ type: 'started', path: 'a', attempt: 1 });
    expect(tell({ type: 'cancel', message: 'enough' }).effects).toEqual([{ type: 'abort', path: 'a', attempt: 1, reason: 'cancel' }]);
    expect(runStatus(run)).toBe('running');
    expect(tell({ type: 'cancel' }).refused).toBe('Run r1 is being canceled already');
    tell({ type: 'outcome', path: 'a', attempt: 1, outcome: { type: 'failed', failure: userFailure('aborted', 'Ended') } });
    expect(findUnit(run, 'a')?.status).toBe('canceled');
    expect(run.ending).toMatchObject({ status: 'canceled', failure: { message: 'enough' } });
  });

  it('keeps the result of a task that ended well although it was told to stop', () => {
    const { run, tell } = open(graph('a -> b'));
    tell({ type: 'started', path: 'a', attempt: 1 });
    tell({ type: 'cancel' });
    tell({ type: 'outcome', path: 'a', attempt: 1, outcome: { type: 'succeeded', output: storedValue(1) } });
    expect(findUnit(run, 'a')?.status).toBe('succeeded');
    expect(findUnit(run, 'b')?.status).toBe('pending');
    expect(runStatus(run)).toBe('canceled');
  });

  it('fails when its own time is up', () => {
    const { run, tell } = open({ ...graph('a -> b'), timeout: '1m' });
    tell({ type: 'started', path: 'a', attempt: 1 });
    expect(plan(run, start + 60_000).effects).toEqual([{ type: 'abort', path: 'a', attempt: 1, reason: 'stop' }]);
    tell({ type: 'outcome', path: 'a', attempt: 1, outcome: { type: 'failed', failure: userFailure('aborted', 'Ended') } }, start + 60_001);
    expect(run.ending).toMatchObject({ status: 'failed', failure: { code: 'timeout' } });
  });

  it.each([
    ['succeeded', 'succeeded'],
    ['canceled', 'canceled'],
  ] as const)('that a task stops is %s', (status, expected) => {
    const { run, tell } = open({ ...graph('a -> b'), outputs: { x: '{{ tasks.b.output.n }}' } });
    tell({ type: 'started', path: 'a', attempt: 1 });
    const step = tell({ type: 'outcome', path: 'a', attempt: 1, outcome: { type: 'stop', status, message: 'nothing to do' } });
    if (status === 'succeeded') {
      expect(step.effects).toEqual([{ type: 'outputs' }]);
      tell({ type: 'outputs', result: { type: 'failed', failure: userFailure('outputs_failed', 'b did not run') } });
    }
    expect(runStatus(run)).toBe(expected);
  });

  it('fails when its outputs cannot be evaluated', () => {
    const { run, tell } = open({ ...graph('a'), outputs: { x: 1 } });
    expect(tell({ type: 'outputs', result: { type: 'done', outputs: storedValue({}) } }).refused).toBe(
      'Run r1 did not ask for its outputs',
    );
    tell({ type: 'started', path: 'a', attempt: 1 });
    tell({ type: 'outcome', path: 'a', attempt: 1, outcome: { type: 'succeeded', output: storedValue(null) } });
    tell({ type: 'outputs', result: { type: 'failed', failure: userFailure('outputs_failed', 'no') } });
    expect(run.ending).toMatchObject({ status: 'failed', failure: { code: 'outputs_failed' } });
  });
});

describe('hooks', () => {
  const hook = { type: 'log.write', with: { message: 'x' } };

  it('run when the run has ended that way, before it is finished, and change nothing by failing', () => {
    const { run, tell } = open({ ...graph('a'), hooks: { succeeded: hook, failed: hook, finished: hook } });
    tell({ type: 'started', path: 'a', attempt: 1 });
    const { effects } = tell({ type: 'outcome', path: 'a', attempt: 1, outcome: { type: 'succeeded', output: storedValue(null) } });
    expect(effects.map((effect) => ('path' in effect ? effect.path : effect.type))).toEqual(['@succeeded', '@finished']);
    expect(run.phase).toBe('ending');
    for (const path of ['@succeeded', '@finished']) {
      tell({ type: 'started', path, attempt: 1 });
      tell({ type: 'outcome', path, attempt: 1, outcome: { type: 'failed', failure: userFailure('broken', 'It broke') } });
    }
    expect(runStatus(run)).toBe('succeeded');
  });

  it('of the start run beside the tasks, and the run waits for them', () => {
    const { run, tell } = open({ ...graph('a'), hooks: { started: hook } });
    tell({ type: 'started', path: '@started', attempt: 1 });
    tell({ type: 'started', path: 'a', attempt: 1 });
    tell({ type: 'outcome', path: 'a', attempt: 1, outcome: { type: 'succeeded', output: storedValue(null) } });
    expect(run.phase).toBe('ending');
    tell({ type: 'outcome', path: '@started', attempt: 1, outcome: { type: 'succeeded', output: storedValue(null) } });
    expect(runStatus(run)).toBe('succeeded');
  });

  it('are what a cancel means once the run itself has ended, and change nothing about how it ended', () => {
    const { run, tell } = open({ ...graph('a'), hooks: { succeeded: hook } });
    tell({ type: 'started', path: 'a', attempt: 1 });
    tell({ type: 'outcome', path: 'a', attempt: 1, outcome: { type: 'succeeded', output: storedValue(null) } });
    tell({ type: 'started', path: '@succeeded', attempt: 1 });
    expect(tell({ type: 'cancel' }).effects).toEqual([{ type: 'abort', path: '@succeeded', attempt: 1, reason: 'cancel' }]);
    tell({ type: 'outcome', path: '@succeeded', attempt: 1, outcome: { type: 'failed', failure: userFailure('aborted', 'Ended') } });
    expect(runStatus(run)).toBe('succeeded');
    expect(findUnit(run, '@succeeded')?.status).toBe('canceled');
  });
});
