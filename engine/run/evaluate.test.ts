import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { TaskManifest } from '../workflow/catalog.ts';
import type { Json } from '../workflow/json.ts';
import type { Workflow } from '../workflow/schema.ts';
import { testCatalog, testManifests } from '../workflow/testing/catalog.ts';
import { graph, tasksOf } from '../workflow/testing/graph-builder.ts';
import {
  createEvaluator,
  type EvaluationContext,
  evaluateCacheKey,
  evaluateOutputs,
  evaluatePreparation,
  requirements,
  resolveParameters,
} from './evaluate.ts';
import { runScripted, type Script } from './testing/world.ts';
import { runVariable, slotVariable } from './variables.ts';

const context: EvaluationContext = { blob: (hash) => ({ from: hash }), secrets: { TOKEN: 's3cret' } };
const set = testCatalog.get('data.set') as TaskManifest;
const value = (json: Json) => ({ type: 'succeeded', output: { kind: 'value', value: json } }) as const;
const blob = (hash: string) =>
  ({ type: 'succeeded', output: { kind: 'blob', hash, sizeBytes: 1, mediaType: 'application/json' } }) as const;

function ranOf(workflow: Workflow, outcomes: Script = {}) {
  return runScripted(workflow, { outcomes }).run;
}

describe('parameters', () => {
  it('are resolved over inputs, upstream results, secrets and the run', () => {
    const values = {
      n: '{{ tasks.a.output.n + 1 }}',
      text: 'run {{ run.id }} of {{ run.workflow }}',
      auth: 'Bearer {{ secrets.TOKEN }}',
      at: '{{ run.slot.date }}',
    };
    const run = ranOf(graph('a -> b', { tasks: { b: { type: 'data.set', with: { values } } } }), { a: value({ n: 1 }) });
    expect(resolveParameters(run, 'b', set, context)).toEqual({
      ok: true,
      value: { values: { n: 2, text: 'run virtual of test', auth: 'Bearer s3cret', at: '2026-01-01' } },
    });
  });

  it('that do not fit the type are a failure that names them', () => {
    const run = ranOf(graph({ tasks: { a: { type: 'flow.branch', with: { if: '{{ 1 + 1 }}' } } } }));
    const result = resolveParameters(run, 'a', testCatalog.get('flow.branch') as TaskManifest, context);
    expect(result).toMatchObject({ ok: false, failure: { code: 'invalid_parameters' } });
    expect(JSON.stringify(result)).toContain('`with.if`');
  });

  it('that cannot be resolved name the task and the parameter', () => {
    const run = ranOf(graph({ tasks: { a: { type: 'data.set', with: { values: '{{ inputs.none }}' } } } }));
    expect(JSON.stringify(resolveParameters(run, 'a', set, context))).toContain('Task `a`, parameter `values`');
  });

  it('leave item expressions to the task, which evaluates them with more variables', () => {
    const transform = testCatalog.get('data.transform') as TaskManifest;
    const run = ranOf(graph({ tasks: { a: { type: 'data.transform', with: { items: [1], where: '{{ item > vars.limit }}' } } } }));
    const raw: TaskManifest = { ...transform, parameters: set.parameters.or(z.unknown()) };
    expect(resolveParameters(run, 'a', raw, context)).toEqual({ ok: true, value: { items: [1], where: '{{ item > vars.limit }}' } });
    const evaluate = createEvaluator(run, 'a', context);
    expect(evaluate('{{ item + index }}', { item: 2, index: 3 })).toEqual({ ok: true, value: 5 });
  });

  it('are quoted where another language reads them', () => {
    const shell: TaskManifest = {
      ...set,
      parameters: (testManifests.find((manifest) => manifest.type === 'log.write') as TaskManifest).parameters,
      quoting: { message: (json) => `<${String(json)}>` },
    };
    const run = ranOf(graph({ tasks: { a: { type: 'log.write', with: { message: 'echo {{ run.workflow }} and {{ 1 + 1 }}' } } } }));
    expect(resolveParameters(run, 'a', shell, context)).toEqual({ ok: true, value: { message: 'echo <test> and <2>' } });
  });
});

describe('what must be loaded before', () => {
  it('is the blobs and secrets that the expressions read, and nothing else', () => {
    const values = { x: '{{ tasks.a.output.x }}', s: '{{ secrets.TOKEN }}' };
    const run = ranOf(graph('a, other -> b', { tasks: { b: { type: 'data.set', with: { values } } } }), {
      a: blob('h1'),
      other: blob('h2'),
    });
    expect(requirements(run, 'b', 'parameters')).toEqual({ blobs: ['h1'], secrets: ['TOKEN'] });
    expect(requirements(run, 'b', 'prepare')).toEqual({ blobs: [], secrets: [] });
  });

  it('is everything upstream when a task is named by an expression', () => {
    const run = ranOf(
      graph('a -> b -> c', 'x', { tasks: { c: { type: 'data.set', with: { values: { v: '{{ tasks[inputs.name] }}' } } } } }),
      { a: blob('h1'), b: blob('h2'), x: blob('h3') },
    );
    expect([...requirements(run, 'c', 'parameters').blobs].sort()).toEqual(['h1', 'h2']);
  });

  it('includes the outputs of items, one by one', () => {
    const run = ranOf(
      graph('a -> b', {
        tasks: { a: { each: { in: [1, 2] } }, b: { type: 'data.set', with: { values: { all: '{{ tasks.a.output }}' } } } },
      }),
      { 'a[0]': blob('h1'), 'a[1]': blob('h2') },
    );
    expect(requirements(run, 'b', 'parameters').blobs).toEqual(['h1', 'h2']);
    expect(resolveParameters(run, 'b', set, context)).toEqual({ ok: true, value: { values: { all: [{ from: 'h1' }, { from: 'h2' }] } } });
  });

  it("is what the workflow's outputs read", () => {
    const run = ranOf(graph('a', { outputs: { x: '{{ tasks.a.output.from }}' } }), { a: blob('h1') });
    expect(requirements(run, '', 'outputs').blobs).toEqual(['h1']);
    expect(evaluateOutputs(run, context)).toEqual({ ok: true, value: { x: 'h1' } });
  });
});

describe('tasks in sight', () => {
  it('of a member of a group are its own and those beside the group', () => {
    const inner = tasksOf('x -> y', {
      tasks: { y: { type: 'data.set', with: { values: { x: '{{ tasks.x.output }}', a: '{{ tasks.a.output }}' } } } },
    });
    const run = ranOf(graph('a -> g', { tasks: { g: { type: 'group', tasks: inner } } }), { a: value('outer'), 'g.x': value('inner') });
    expect(resolveParameters(run, 'g.y', set, context)).toEqual({ ok: true, value: { values: { x: 'inner', a: 'outer' } } });
  });

  it('tell status and error, also of what was skipped because something failed', () => {
    const when = 'tasks.a.status == "failed" && tasks.b.error.code == "upstream_failed" && tasks.b.output == null';
    const run = ranOf(graph('a -> b', 'a:failed, b:finished -> c', { tasks: { c: { when } } }), {
      a: { type: 'failed', failure: { kind: 'user', code: 'x', message: 'y' } },
    });
    expect(evaluatePreparation(run, 'c', context)).toEqual({ type: 'run' });
  });

  it('give each item its own value, in nested groups too', () => {
    const inner = {
      y: { type: 'data.set', each: { in: [1, 2], as: 'n' }, with: { values: { v: '{{ letter + string(n) + string(index) }}' } } },
    };
    const run = ranOf(graph('g', { tasks: { g: { type: 'group', each: { in: ['p', 'q'], as: 'letter' }, tasks: inner } } }));
    expect(resolveParameters(run, 'g[1].y[0]', set, context)).toEqual({ ok: true, value: { values: { v: 'q10' } } });
  });
});

it('a cache key may be an expression or none', () => {
  const run = ranOf(graph({ tasks: { a: { cache: { key: 'run.workflow' } }, b: { cache: {} }, c: { cache: { key: '{{ {"n": 1} }}' } } } }));
  expect(evaluateCacheKey(run, 'a', context)).toEqual({ ok: true, value: 'test' });
  expect(evaluateCacheKey(run, 'b', context)).toEqual({ ok: true, value: null });
  expect(evaluateCacheKey(run, 'c', context)).toEqual({ ok: true, value: '{"n":1}' });
});

describe('the variable run', () => {
  it('has the slot of the schedule in the zone of its trigger', () => {
    const slot = Date.UTC(2026, 2, 29, 22, 30);
    const variable = runVariable({
      id: 'r',
      workflow: 'w',
      createdAt: 0,
      trigger: { kind: 'schedule', trigger: 'nightly', slot },
      timezone: 'Europe/Berlin',
    });
    expect(variable).toMatchObject({
      trigger: 'nightly',
      slot: { date: '2026-03-30', time: '00:30:00', weekday: 'monday', hour: 0, epochMs: slot },
    });
  });

  it('has the instant of creation otherwise', () => {
    expect(runVariable({ id: 'r', workflow: 'w', createdAt: 0, trigger: { kind: 'manual' } })).toMatchObject({
      trigger: 'manual',
      startedAt: '1970-01-01T00:00:00.000Z',
    });
    expect(slotVariable(0, 'UTC')).toMatchObject({ date: '1970-01-01', year: 1970, month: 1, day: 1, minute: 0, timezone: 'UTC' });
  });
});
