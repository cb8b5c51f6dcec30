import { describe, expect, it } from 'vitest';
import type { Workflow } from '../workflow/schema.ts';
import { testCatalog } from '../workflow/testing/catalog.ts';
import { graph, tasksOf } from '../workflow/testing/graph-builder.ts';
import type { ComputePure } from './evaluating-world.ts';
import { simulate } from './simulate.ts';

/** Computes waits and branches of the test catalog, as the engine's real task types do. */
const compute: ComputePure = ({ manifest, parameters, nowMs }) => {
  if (manifest.type === 'flow.wait')
    return { type: 'waiting', cause: { kind: 'timer', until: nowMs + Number.parseInt((parameters as { for: string }).for, 10) * 1000 } };
  if (manifest.type === 'flow.branch') return { type: 'succeeded', output: null, port: (parameters as { if: boolean }).if ? 'yes' : 'no' };
  return { type: 'succeeded', output: (parameters as { values?: never }).values ?? null };
};

const of = (workflow: Workflow, options: Parameters<typeof simulate>[2] = {}) => simulate(workflow, testCatalog, { compute, ...options });

describe('a simulation', () => {
  it('gives start, end and makespan from durations', () => {
    const { status, makespanMs, tasks } = of(graph('a -> b, c', 'b, c -> d'), { durations: { a: 10, b: 20, c: 5, d: 1 } });
    expect({ status, makespanMs }).toEqual({ status: 'succeeded', makespanMs: 31 });
    expect(tasks.d).toEqual({ status: 'succeeded', startMs: 30, endMs: 31, attempts: 1, assumed: true });
  });

  it('keeps to its slots', () => {
    const workflow = graph('a, b, c, d -> e');
    const durations = { a: 10, b: 10, c: 10, d: 10 };
    expect([1, 2, 4].map((slots) => of(workflow, { slots, durations }).makespanMs)).toEqual([40, 20, 10]);
  });

  it('lets a wait hold its slot of a pool, and no other slot', () => {
    const wait = { type: 'flow.wait', with: { for: '10s' } };
    const free = graph({ tasks: { a: wait, b: wait } });
    const pooled = graph({ tasks: { a: { ...wait, pool: 'workers' }, b: { ...wait, pool: 'workers' } } });
    expect(of(free, { slots: 1 }).makespanMs).toBe(10_000);
    expect(of(pooled, { slots: 1 }).makespanMs).toBe(20_000);
    expect(of(pooled, { slots: 1, pools: { workers: 5 } }).makespanMs).toBe(10_000);
    expect(of(pooled, { slots: 2 }).makespanMs).toBe(10_000);
  });

  it('says what is skipped and why, for chosen outcomes', () => {
    const workflow = graph('a -> b -> c', 'a:failed -> d');
    expect(of(workflow, { outcomes: { a: 'failed' } }).tasks).toMatchObject({
      b: { status: 'skipped', skipped: { reason: 'upstream_failed', needs: ['a'] } },
      d: { status: 'succeeded' },
    });
    expect(of(workflow, { outcomes: { b: 'skipped' } }).tasks).toMatchObject({
      b: { status: 'skipped', startMs: null, endMs: null },
      c: { skipped: { reason: 'not_reached' } },
    });
    expect(of(graph('a:yes -> b', 'a:no -> c'), { outcomes: { a: 'no' } }).tasks).toMatchObject({
      b: { status: 'skipped' },
      c: { status: 'succeeded' },
    });
    expect(of(workflow, { outcomes: { a: 'succeeded' } }).status).toBe('succeeded');
  });

  it('treats a group with a chosen outcome as one step', () => {
    const workflow = graph('g -> z', { tasks: { g: { type: 'group', tasks: tasksOf('x') } } });
    const { tasks, status } = of(workflow, { outcomes: { g: 'failed' } });
    expect(Object.keys(tasks)).toEqual(['g', 'z']);
    expect(status).toBe('failed');
    expect(of(workflow, { outcomes: { 'g.x': 'failed' } }).tasks['g.x']?.status).toBe('failed');
  });

  it('assumes that things go on where an expression needs data of a real run', () => {
    const branch = graph('a -> b', 'b:yes -> c', {
      tasks: {
        a: { type: 'http.request', with: { url: 'https://x.test' } },
        b: { type: 'flow.branch', with: { if: '{{ tasks.a.output.body.ok }}' } },
      },
    });
    expect(of(branch).tasks).toMatchObject({ b: { assumed: true, status: 'succeeded' }, c: { status: 'succeeded' } });
    const items = graph('a -> b', {
      tasks: {
        a: { type: 'http.request', with: { url: 'https://x.test' } },
        b: { each: { in: '{{ tasks.a.output.body }}' }, type: 'log.write', with: { message: 'x' } },
      },
    });
    expect(of(items).tasks['b[0]']?.status).toBe('succeeded');
    const outputs = graph('a', { outputs: { x: '{{ tasks.a.output.nothing.here }}' } });
    expect(of(outputs).status).toBe('succeeded');
    const group = graph('g', { tasks: { g: { type: 'group', tasks: tasksOf('x'), outputs: { n: '{{ tasks.x.output.nothing.here }}' } } } });
    expect(of(group).tasks.g).toMatchObject({ status: 'succeeded', assumed: true });
  });

  it('does not fail a task over data that only a real run has, nor what is computed from it', () => {
    const failing: ComputePure = ({ manifest }) =>
      manifest.type === 'data.set'
        ? { type: 'failed', failure: { kind: 'user', code: 'invalid_value', message: 'null is no list' } }
        : null;
    const reads = (id: string) => ({ type: 'data.set', with: { values: { v: `{{ tasks.${id}.output }}` } } });
    const fetch = { type: 'http.request', with: { url: 'https://x.test' } };
    const workflow = graph('fetch -> a -> b', 'known', {
      tasks: { fetch, a: reads('fetch'), b: reads('a'), known: { type: 'data.set', with: { values: {} } } },
    });

    const { tasks } = simulate(workflow, testCatalog, { compute: failing });

    expect(tasks).toMatchObject({
      a: { status: 'succeeded', assumed: true },
      b: { status: 'succeeded', assumed: true },
      known: { status: 'failed' },
    });
  });

  it('shows every attempt on the timeline', () => {
    const workflow = graph('a', { tasks: { a: { retry: { attempts: 2, delay: '1s', jitter: 'none' } } } });
    expect(of(workflow, { outcomes: { a: 'failed' }, durations: { a: 100 } }).timeline).toEqual([
      { path: 'a', attempt: 1, startMs: 0, endMs: 100, status: 'failed' },
      { path: 'a', attempt: 2, startMs: 1100, endMs: 1200, status: 'failed' },
    ]);
  });

  it('is the same every time', () => {
    const workflow = graph('a, b -> c', { tasks: { a: { retry: { attempts: 5 } } } });
    const options = { outcomes: { a: 'failed' }, durations: { a: 3, b: 4 }, slots: 1 };
    expect(of(workflow, options)).toEqual(of(workflow, options));
  });
});
