import { describe, expect, it } from 'vitest';
import type { Workflow } from '../workflow/schema.ts';
import { testCatalog } from '../workflow/testing/catalog.ts';
import { graph, tasksOf } from '../workflow/testing/graph-builder.ts';
import { compileProgram } from './program.ts';
import { planRerun, type RerunFrom } from './rerun.ts';
import { fail, runScripted, type Script } from './testing/world.ts';

function preview(workflow: Workflow, outcomes: Script, selection: RerunFrom, changed: Workflow = workflow): { [path: string]: string } {
  const { run } = runScripted(workflow, { outcomes });
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
