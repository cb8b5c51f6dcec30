// The `tests` of a workflow: the real planner and the real tasks without side effects, on a virtual clock, with mocks for the rest.
import type { Catalog } from '../workflow/catalog.ts';
import { parseDuration } from '../workflow/duration.ts';
import { type Failure, userFailure } from '../workflow/failure.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import type { Mock, Workflow, WorkflowTest } from '../workflow/schema.ts';
import { canonicalJson } from './cache-key.ts';
import { attemptPure, type ComputePure, evaluatingWorld } from './evaluating-world.ts';
import type { AttemptOutcome } from './event.ts';
import { definitionPath } from './path.ts';
import { compileProgram } from './program.ts';
import type { Run, Unit } from './run.ts';
import { storedValue } from './stored-value.ts';
import { type RunRecord, runRecord } from './view.ts';
import { type Performance, runVirtuallyAsync } from './virtual-run.ts';

export type TestDifference = { readonly what: string; readonly expected: Json; readonly actual: Json };

export type TestReport = {
  readonly name: string;
  readonly passed: boolean;
  readonly differences: readonly TestDifference[];
  readonly record: RunRecord;
};

export type TestSetting = {
  readonly catalog: Catalog;
  readonly compute: ComputePure;
  /** Inputs with their defaults filled in. */
  readonly inputs: JsonObject;
};

const testLimits = { slots: 64, pools: {}, defaultPoolSlots: 64 };

export async function runWorkflowTest(workflow: Workflow, name: string, setting: TestSetting): Promise<TestReport> {
  const test = workflow.tests?.[name];
  if (!test) throw new Error(`Broken invariant: workflow ${workflow.id} has no test ${name}`);
  const world = {
    ...evaluatingWorld(null),
    attempt: (run: Run, unit: Unit, nowMs: number) => performTest(test, { run, unit, nowMs, setting }),
  };
  const program = compileProgram(withMockedGroups(workflow, test), setting.catalog);
  const { run } = await runVirtuallyAsync({
    program,
    world,
    limits: testLimits,
    inputs: setting.inputs,
    vars: (test.vars ?? {}) as JsonObject,
  });
  const record = runRecord(run, () => null);
  const differences = compare(test, record);
  return { name, passed: differences.length === 0, differences, record };
}

/** A mocked group is one step: its members do not run. */
function withMockedGroups(workflow: Workflow, test: WorkflowTest): Workflow {
  const replace = (tasks: Workflow['tasks'], prefix: string): Workflow['tasks'] =>
    Object.fromEntries(
      Object.entries(tasks).map(([id, task]) => {
        if (!task.tasks) return [id, task];
        const path = prefix + id;
        if (!test.mocks || !Object.hasOwn(test.mocks, path)) return [id, { ...task, tasks: replace(task.tasks, `${path}.`) }];
        const { tasks: _tasks, outputs: _outputs, until: _until, ...leaf } = task;
        return [id, leaf];
      }),
    );
  return { ...workflow, tasks: replace(workflow.tasks, '') };
}

type Attempt = { readonly run: Run; readonly unit: Unit; readonly nowMs: number; readonly setting: TestSetting };

function performTest(test: WorkflowTest, { run, unit, nowMs, setting }: Attempt): Performance | Promise<Performance> {
  const mock = mockOf(test, unit);
  if (mock) return { durationMs: mock.duration === undefined ? 0 : (parseDuration(mock.duration) ?? 0), outcome: mockedOutcome(mock) };
  const outcome = attemptPure({ run, unit, nowMs, catalog: setting.catalog, compute: setting.compute });
  if (outcome === null) return { durationMs: 0, outcome: { type: 'failed', failure: notMocked(unit) } };
  if (outcome instanceof Promise) return outcome.then((value) => ({ durationMs: 0, outcome: value }));
  if (outcome.type === 'unresolved') return { durationMs: 0, outcome: { type: 'failed', failure: outcome.failure } };
  return { durationMs: 0, outcome };
}

function mockOf(test: WorkflowTest, unit: Unit): Mock | undefined {
  const { mocks } = test;
  if (!mocks) return undefined;
  if (Object.hasOwn(mocks, unit.path)) return mocks[unit.path];
  const general = definitionPath(unit.path);
  return Object.hasOwn(mocks, general) ? mocks[general] : undefined;
}

function mockedOutcome({ error, output, port }: Mock): AttemptOutcome {
  if (error) {
    const { code, message, details } = error;
    return { type: 'failed', failure: userFailure(code, message ?? `Mocked failure ${code}`, details as JsonObject | undefined) };
  }
  return { type: 'succeeded', output: storedValue((output ?? null) as Json), ...(port === undefined ? {} : { port }) };
}

function notMocked(unit: Unit): Failure {
  const { type } = unit.node.program.task;
  const path = definitionPath(unit.path);
  return userFailure(
    'not_mocked',
    `Task \`${path}\` (${type}) has side effects, so this test needs a mock for it: add "${path}" to its "mocks"`,
  );
}

function compare({ expect }: WorkflowTest, record: RunRecord): readonly TestDifference[] {
  const differences: TestDifference[] = [];
  const check = (what: string, expected: Json | undefined, actual: Json) => {
    if (expected !== undefined && canonicalJson(expected) !== canonicalJson(actual)) differences.push({ what, expected, actual });
  };
  check('status', expect.status, record.status);
  for (const [name, value] of Object.entries(expect.outputs ?? {})) check(`outputs.${name}`, value as Json, fieldOf(record.outputs, name));
  for (const [path, expected] of Object.entries(expect.tasks ?? {})) {
    const actual = record.tasks[path];
    const wanted = typeof expected === 'string' ? { status: expected } : expected;
    check(`tasks.${path}.status`, wanted.status, actual?.status ?? 'not in this run');
    check(`tasks.${path}.output`, wanted.output as Json | undefined, actual?.output ?? null);
    check(`tasks.${path}.attempts`, wanted.attempts, actual?.attempts ?? 0);
    check(`tasks.${path}.error`, wanted.error, actual?.error?.code ?? null);
  }
  const unmocked = Object.values(record.tasks).find((task) => task.error?.code === 'not_mocked');
  if (unmocked?.error)
    differences.push({ what: 'mocks', expected: 'a mock for every task with side effects', actual: unmocked.error.message });
  return differences;
}

function fieldOf(value: Json, name: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.hasOwn(value, name) ? ((value as JsonObject)[name] as Json) : null;
}
