import { describe, expect, it } from 'vitest';
import type { Workflow } from '../workflow/schema.ts';
import { testCatalog } from '../workflow/testing/catalog.ts';
import { graph, tasksOf } from '../workflow/testing/graph-builder.ts';
import type { RunChoices } from './event.ts';
import { compileProgram } from './program.ts';
import { pathsIn } from './program-paths.ts';
import { selectUpTo } from './selection.ts';
import { storedValue } from './stored-value.ts';
import { fail, runScripted, type Script } from './testing/world.ts';
import { unitsOf } from './view.ts';

/** `a succeeded`, `b not_selected`, … */
function ends(workflow: Workflow, choices: RunChoices, outcomes: Script = {}) {
  const { run } = runScripted(workflow, { outcomes, choices });
  const tasks = Object.fromEntries([...unitsOf(run.root)].map(({ path, status, skip }) => [path, skip?.reason ?? status]));
  return { status: run.ending?.status, outputs: run.ending?.outputs, tasks };
}

const nested = graph('fetch -> store -> report', 'audit -> report', {
  tasks: { store: { type: 'group', tasks: tasksOf('clean -> upsert -> index', 'other'), outputs: { n: '{{ tasks.index.output }}' } } },
});

describe('a run up to a task', () => {
  it('runs the task and what it stands on, and skips the rest as not selected', () => {
    expect(ends(graph('a -> b -> c', 'x -> b', 'a -> y -> z'), { upTo: 'b' })).toMatchObject({
      status: 'succeeded',
      tasks: { a: 'succeeded', x: 'succeeded', b: 'succeeded', c: 'not_selected', y: 'not_selected', z: 'not_selected' },
    });
  });

  it('runs a group around it in part, with what the group stands on, and does not evaluate its outputs', () => {
    const { run } = runScripted(nested, { choices: { upTo: 'store.upsert' } });

    expect(ends(nested, { upTo: 'store.upsert' }).tasks).toEqual({
      fetch: 'succeeded',
      store: 'succeeded',
      'store.clean': 'succeeded',
      'store.upsert': 'succeeded',
      'store.index': 'not_selected',
      'store.other': 'not_selected',
      audit: 'not_selected',
      report: 'not_selected',
    });
    expect(run.root.nodes[1]?.unit.output).toEqual(storedValue(null));
  });

  it('runs groups before it, and the group it is, as a whole', () => {
    const whole = ['fetch', 'store', 'store.clean', 'store.upsert', 'store.index', 'store.other'];
    const selected = (upTo: string) => {
      const program = compileProgram(nested, testCatalog);
      const { nodes } = selectUpTo(program, upTo);
      return [...pathsIn(program.root)].filter((_path, index) => nodes.has(nodesInOrder(program.root)[index] as never));
    };
    expect(selected('store')).toEqual(whole);
    expect(selected('report')).toEqual([...whole, 'report', 'audit']);
  });

  it('does not evaluate the outputs of the workflow', () => {
    const workflow = { ...graph('a -> b'), outputs: { b: '{{ tasks.b.output.missing }}' } };
    expect(ends(workflow, { upTo: 'a' })).toMatchObject({ status: 'succeeded', outputs: null });
  });

  it('asks no condition of a group that repeats when only a part of it runs', () => {
    const workflow = graph('g', {
      tasks: { g: { type: 'group', tasks: tasksOf('x -> y'), until: { condition: 'false', maxIterations: 9 } } },
    });
    expect(ends(workflow, { upTo: 'g.x' })).toMatchObject({ status: 'succeeded', tasks: { g: 'succeeded', 'g.y': 'not_selected' } });
  });

  it('fails when a task of it failed, also when only what was left out would have handled that', () => {
    expect(ends(graph('a -> b', 'a:failed -> c'), { upTo: 'b' }, { a: fail })).toMatchObject({
      status: 'failed',
      tasks: { a: 'failed', b: 'upstream_failed', c: 'not_selected' },
    });
    expect(ends(graph('a:failed -> c'), { upTo: 'c' }, { a: fail })).toMatchObject({ status: 'succeeded', tasks: { c: 'succeeded' } });
  });

  it('leaves out tasks that would start in any case', () => {
    const workflow = graph('a -> b', { tasks: { b: { join: 'always' } } });
    expect(ends(workflow, { upTo: 'a' }, { a: fail }).tasks).toEqual({ a: 'failed', b: 'not_selected' });
  });

  it('runs the hooks', () => {
    const hook = { type: 'log.write', with: { message: 'x' } };
    const { run } = runScripted({ ...graph('a -> b'), hooks: { started: hook, finished: hook } }, { choices: { upTo: 'a' } });
    expect([...unitsOf(run.hooks)].map(({ path, status }) => `${path} ${status}`)).toEqual(['@started succeeded', '@finished succeeded']);
  });
});

function nodesInOrder(scope: ReturnType<typeof compileProgram>['root']): unknown[] {
  return scope.nodes.flatMap((node) => [node, ...(node.body ? nodesInOrder(node.body) : [])]);
}
