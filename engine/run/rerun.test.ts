import { describe, expect, it } from 'vitest';
import type { Workflow } from '../workflow/schema.ts';
import { testCatalog } from '../workflow/testing/catalog.ts';
import { graph, tasksOf } from '../workflow/testing/graph-builder.ts';
import { findUnit } from './find-unit.ts';
import { plan } from './plan.ts';
import { compileProgram } from './program.ts';
import { planRerun, type RerunFrom } from './rerun.ts';
import { storedValue } from './stored-value.ts';
import { openedAt, openRun } from './testing/open-run.ts';
import { fail, reach, runScripted, type Script } from './testing/world.ts';
import type { VirtualRun } from './virtual-run.ts';

function preview(workflow: Workflow, outcomes: Script, selection: RerunFrom, changed: Workflow = workflow): { [path: string]: string } {
  return previewOf(runScripted(workflow, { outcomes }), selection, changed);
}

function previewOf({ run }: VirtualRun, selection: RerunFrom, changed = run.program.workflow): { [path: string]: string } {
  const { tasks } = planRerun(run, compileProgram(changed, testCatalog), selection);
  return Object.fromEntries(tasks.map(({ path, action, why }) => [path, `${action}: ${why}`]));
}

describe('a re-run from what failed', () => {
  const chain = graph('a -> b -> c', 'a -> x');

  it('takes over what succeeded, and runs the rest', () => {
    expect(preview(chain, { b: fail }, { from: 'failed' })).toEqual({
      a: 'reuse: it succeeded',
      b: 'run: it failed',
      c: 'run: b runs again',
      x: 'reuse: it succeeded',
    });
  });

  it('runs what changed in the workflow meanwhile, and what stands on it', () => {
    const changed = graph('a -> b -> c', 'a -> x -> new', { tasks: { x: { type: 'log.write', with: { message: 'other' }, name: 'X' } } });
    expect(preview(chain, { b: fail }, { from: 'failed' }, changed)).toMatchObject({
      x: 'run: its definition changed',
      new: 'run: it is new in the workflow',
    });
  });

  it('takes no notice of names and descriptions', () => {
    const renamed = graph('a -> b -> c', 'a -> x', {
      tasks: { a: { type: 'data.set', with: { values: {} }, name: 'First', description: 'It sets' } },
    });
    expect(preview(chain, { b: fail }, { from: 'failed' }, renamed).a).toBe('reuse: it succeeded');
  });

  it('keeps the items that succeeded', () => {
    const workflow = graph('a', { tasks: { a: { each: { in: [1, 2, 3], onItemFailure: 'stop', concurrency: 3 } } } });
    expect(preview(workflow, { 'a[1]': fail }, { from: 'failed' })).toEqual({
      a: 'run: it failed',
      'a[0]': 'reuse: it succeeded',
      'a[1]': 'run: it failed',
      'a[2]': 'reuse: it succeeded',
    });
  });

  it('keeps what succeeded inside a group that failed', () => {
    const workflow = graph('g', { tasks: { g: { type: 'group', tasks: tasksOf('x -> y') } } });
    expect(preview(workflow, { 'g.y': fail }, { from: 'failed' })).toEqual({
      g: 'run: it failed',
      'g.x': 'reuse: it succeeded',
      'g.y': 'run: it failed',
    });
  });

  it('decides skipped tasks anew', () => {
    const workflow = graph('a:yes -> b', 'a:no -> c', { tasks: { c: { type: 'data.set' } } });
    expect(preview(workflow, {}, { from: 'failed' }).c).toBe('run: it was skipped and is decided anew');
  });
});

describe('a re-run from a task', () => {
  it('runs that task and everything that stands on it', () => {
    expect(preview(graph('a -> b -> c', 'a -> x'), {}, { from: 'task', task: 'b' })).toEqual({
      a: 'reuse: it succeeded',
      b: 'run: it was chosen',
      c: 'run: b runs again',
      x: 'reuse: it succeeded',
    });
  });

  it('runs the whole group when the task is inside one', () => {
    const workflow = graph('g -> z', { tasks: { g: { type: 'group', tasks: tasksOf('x -> y') } } });
    expect(preview(workflow, {}, { from: 'task', task: 'g.y' })).toEqual({ g: 'run: it was chosen', z: 'run: g runs again' });
  });
});

describe('the new run', () => {
  it('does not run what it takes over, and passes its results on', () => {
    const workflow = graph('a -> b', { outputs: { n: '{{ tasks.a.output.n }}' } });
    const { run } = runScripted(workflow, { outcomes: { a: { type: 'succeeded', output: { kind: 'value', value: { n: 7 } } }, b: fail } });
    const { reused } = planRerun(run, compileProgram(workflow, testCatalog), { from: 'failed' });
    expect([...reused.keys()]).toEqual(['a']);
    expect(reused.get('a')?.output).toEqual({ kind: 'value', value: { n: 7 } });
  });
});

describe('what a re-run leaves as it was', () => {
  it('is the join below a branch, whose other side is skipped as before', () => {
    const workflow = graph('a:yes -> b', 'a:no -> c', 'b, c -> d -> e', { tasks: { c: { type: 'data.set' } } });
    expect(preview(workflow, { a: reach('yes'), e: fail }, { from: 'failed' })).toMatchObject({
      c: 'run: it was skipped and is decided anew',
      d: 'reuse: it succeeded',
      e: 'run: it failed',
    });
  });

  it.each([
    ['tasks.a.status == "failed"', 'reuse: it succeeded'],
    ['run.id == "other"', 'run: b runs again'],
  ])('is what stands on a task with the condition %s: %s', (when, expected) => {
    const workflow = graph('a -> b', 'a, b -> c -> d', { tasks: { b: { when } } });
    expect(preview(workflow, { d: fail }, { from: 'failed' }).c).toBe(expected);
  });

  it('is no task that ended the run', () => {
    const stop = { type: 'stop', status: 'succeeded', message: '' } as const;
    const workflow = graph('a -> b', { tasks: { b: { type: 'flow.stop' } } });
    expect(preview(workflow, { b: stop }, { from: 'failed' })).toEqual({ a: 'reuse: it succeeded', b: 'run: it ended the run' });
  });

  it('are the items beside a chosen one', () => {
    const workflow = graph('a -> b', { tasks: { a: { each: { in: [1, 2] } } } });
    expect(preview(workflow, {}, { from: 'task', task: 'a[1]' })).toEqual({
      a: 'run: it was chosen',
      'a[0]': 'reuse: it succeeded',
      'a[1]': 'run: it was chosen',
      b: 'run: a runs again',
    });
  });

  it('is nothing that reads an input with another value', () => {
    const workflow = graph('a -> b', 'x -> y', 'k', {
      tasks: {
        a: { type: 'data.set', with: { values: { n: '{{ inputs.n }}' } } },
        x: { each: { in: '{{ inputs.list }}', key: 'item + inputs.n' } },
        k: { type: 'data.set', with: { values: { n: '{{ inputs.other }}' } } },
      },
      inputs: { n: { type: 'integer' } },
    });
    const { run } = runScripted(workflow, { outcomes: {} });
    const { tasks } = planRerun(run, compileProgram(workflow, testCatalog), { from: 'failed', changed: new Set(['n']) });
    expect(Object.fromEntries(tasks.map(({ path, action, why }) => [path, `${action}: ${why}`]))).toEqual({
      a: 'run: input n changed',
      b: 'run: a runs again',
      x: 'run: input n changed',
      y: 'run: x runs again',
      k: 'reuse: it succeeded',
    });
  });
});

it('results taken over inside a group count at its first attempt only', () => {
  const workflow = graph('g', { tasks: { g: { type: 'group', retry: { attempts: 2, delay: '1s' }, tasks: tasksOf('x -> y') } } });
  const reused = { 'g.x': { output: { kind: 'value', value: 1 } } } as const;
  const { run, tell } = openRun(workflow, { reused });
  expect(findUnit(run, 'g.x')).toMatchObject({ status: 'succeeded', from: 'rerun' });
  tell({ type: 'started', path: 'g.y', attempt: 1 });
  tell({ type: 'outcome', path: 'g.y', attempt: 1, outcome: fail });
  const { effects } = plan(run, openedAt + 60_000);
  expect(effects).toEqual([{ type: 'ready', path: 'g.x', attempt: 1, pool: null, priority: 0 }]);
});

describe('a re-run of a run that departed from its workflow', () => {
  const grouped = graph('a -> g -> z', {
    tasks: { g: { type: 'group', tasks: tasksOf('x -> y'), outputs: { y: '{{ tasks.y.output }}' } } },
  });
  const pinned = { output: storedValue(1), run: 'r0', path: 'x' };

  it('runs what had been left out, and keeps what the selection gave but for the group that ran in part', () => {
    expect(previewOf(runScripted(grouped, { choices: { upTo: 'g.x' } }), { from: 'failed' })).toEqual({
      a: 'reuse: it succeeded',
      g: 'run: only a part of it had run',
      'g.x': 'reuse: it succeeded',
      'g.y': 'run: it had been left out',
      z: 'run: g runs again',
    });
  });

  it('runs what was pinned, the groups around it, and what stands on it', () => {
    expect(previewOf(runScripted(grouped, { choices: { pinned: { 'g.y': pinned } } }), { from: 'failed' })).toEqual({
      a: 'reuse: it succeeded',
      g: 'run: a result in it is pinned',
      'g.x': 'reuse: it succeeded',
      'g.y': 'run: its result was pinned',
      z: 'run: g runs again',
    });
  });

  it('runs an item again in which a result was pinned', () => {
    const workflow = graph('g', { tasks: { g: { type: 'group', each: { in: [1, 2] }, tasks: tasksOf('x -> y') } } });
    const { run } = runScripted(workflow, { choices: { pinned: { 'g.x': pinned } }, outcomes: { 'g[1].y': fail } });
    expect(previewOf({ run, events: [] }, { from: 'failed' })).toMatchObject({
      'g[0]': 'run: a result in it is pinned',
      'g[0].x': 'run: its result was pinned',
      'g[0].y': 'run: x runs again',
    });
  });

  it('runs again what stands on a task that is pinned now', () => {
    const { run } = runScripted(graph('a -> b -> c', 'x'), {});
    expect(previewOf({ run, events: [] }, { from: 'failed', pinned: ['b'] })).toEqual({
      a: 'reuse: it succeeded',
      b: 'run: its result is pinned',
      c: 'run: b runs again',
      x: 'reuse: it succeeded',
    });
  });

  it('takes over what went on from a breakpoint', () => {
    const opened = openRun(graph('a'), { breakpoints: ['a'] });
    opened.tell({ type: 'continue' });
    opened.tell({ type: 'started', path: 'a', attempt: 1 });
    opened.tell({ type: 'outcome', path: 'a', attempt: 1, outcome: { type: 'succeeded', output: storedValue(1) } });
    expect(previewOf(opened, { from: 'failed' })).toEqual({ a: 'reuse: it succeeded' });
  });
});
