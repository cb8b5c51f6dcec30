import { describe, expect, it } from 'vitest';
import type { Workflow, WorkflowTest } from '../workflow/schema.ts';
import { testCatalog } from '../workflow/testing/catalog.ts';
import { graph, tasksOf } from '../workflow/testing/graph-builder.ts';
import type { ComputePure } from './evaluating-world.ts';
import { runWorkflowTest } from './test-runner.ts';

const compute: ComputePure = ({ manifest, parameters, nowMs }) => {
  if (manifest.type === 'flow.wait') return { type: 'waiting', cause: { kind: 'timer', until: nowMs + 3_600_000 } };
  return Promise.resolve({ type: 'succeeded', output: (parameters as { values: never }).values });
};

const fetch = { type: 'http.request', with: { url: 'https://x.test' } };
const workflow = graph('fetch -> shape', 'fetch:failed -> alert', {
  tasks: {
    fetch,
    shape: { type: 'data.set', with: { values: { n: '{{ size(tasks.fetch.output.body) }}' } } },
    alert: { type: 'log.write', with: { message: 'x' } },
  },
  outputs: { n: '{{ tasks.shape.output.n }}' },
});

async function run(test: WorkflowTest, tested: Workflow = workflow) {
  return runWorkflowTest({ ...tested, tests: { t: test } }, 't', { catalog: testCatalog, compute, inputs: {} });
}

const ok: WorkflowTest['mocks'] = { fetch: { output: { body: [1, 2] } } };

describe("a workflow's test", () => {
  it('passes when everything is as expected', async () => {
    const report = await run({
      mocks: ok,
      expect: {
        status: 'succeeded',
        outputs: { n: 2 },
        tasks: { shape: { status: 'succeeded', output: { n: 2 }, attempts: 1 }, alert: 'skipped' },
      },
    });
    expect(report).toMatchObject({ name: 't', passed: true, differences: [] });
  });

  it('names every difference', async () => {
    const { passed, differences } = await run({
      mocks: ok,
      expect: { status: 'failed', outputs: { n: 3, other: 1 }, tasks: { shape: { attempts: 2 }, nowhere: 'skipped' } },
    });
    expect(passed).toBe(false);
    expect(differences).toEqual([
      { what: 'status', expected: 'failed', actual: 'succeeded' },
      { what: 'outputs.n', expected: 3, actual: 2 },
      { what: 'outputs.other', expected: 1, actual: null },
      { what: 'tasks.shape.attempts', expected: 2, actual: 1 },
      { what: 'tasks.nowhere.status', expected: 'skipped', actual: 'not in this run' },
    ]);
  });

  it('fails a task as its mock says, and takes the error path', async () => {
    const mocks = { fetch: { error: { code: 'http_status', details: { httpStatus: 500 } }, duration: '5s' }, alert: { output: null } };
    const report = await run({
      mocks,
      expect: { tasks: { fetch: { status: 'failed', error: 'http_status' }, alert: 'succeeded', shape: 'skipped' } },
    });
    expect(report.differences).toEqual([]);
  });

  it('never runs a task with side effects: it asks for a mock', async () => {
    const { passed, differences } = await run({ expect: {} });
    expect(passed).toBe(false);
    expect(differences[0]?.actual).toContain('add "fetch" to its "mocks"');
  });

  it('fails where an expression cannot be evaluated', async () => {
    const { record } = await run({ mocks: { fetch: { output: {} } }, expect: {} });
    expect(record.tasks.shape?.error?.code).toBe('expression_failed');
  });

  it('takes no real time for waits', async () => {
    const report = await run({ expect: { status: 'succeeded' } }, graph({ tasks: { a: { type: 'flow.wait', with: { for: '1h' } } } }));
    expect(report.passed).toBe(true);
    expect(Date.parse(report.record.finishedAt ?? '') - Date.parse(report.record.startedAt ?? '')).toBe(3_600_000);
  });

  it('mocks groups as a whole, single items, and ports', async () => {
    const group = graph('g -> z', { tasks: { g: { type: 'group', tasks: tasksOf('x', { tasks: { x: fetch } }) } } });
    expect((await run({ mocks: { g: { output: 1 } }, expect: { tasks: { g: { status: 'succeeded', output: 1 } } } }, group)).passed).toBe(
      true,
    );
    const nested = graph('o', { tasks: { o: { type: 'group', tasks: group.tasks } } });
    expect((await run({ mocks: { 'o.g': { output: 1 } }, expect: { tasks: { o: 'succeeded' } } }, nested)).passed).toBe(true);
    const items = graph({ tasks: { a: { ...fetch, each: { in: [1, 2] } } } });
    expect(
      (await run({ mocks: { a: { output: 'x' }, 'a[1]': { output: 'y' } }, expect: { tasks: { a: { output: ['x', 'y'] } } } }, items))
        .passed,
    ).toBe(true);
    const branch = graph('a:yes -> b', 'a:no -> c');
    expect((await run({ mocks: { a: { port: 'no' } }, expect: { tasks: { b: 'skipped', c: 'succeeded' } } }, branch)).differences).toEqual(
      [],
    );
  });
});
