import fc from 'fast-check';
import type { Each, Retry, RetrySelector, Task, Workflow } from '../schema.ts';

/** What a generated workflow may contain. Everything is on unless it is switched off. */
export type WorkflowShape = {
  /** Tasks per scope (workflow or group), 1 or more. Default: 8. */
  maxTasks?: number;
  /** Levels of groups inside groups. Default: 2; 0: none. */
  groupDepth?: number;
  each?: boolean;
  until?: boolean;
  retry?: boolean;
  when?: boolean;
  joins?: boolean;
  disabled?: boolean;
  timeouts?: boolean;
  pools?: boolean;
  /** Texts for people, tags, inputs, outputs, triggers, hooks, tests and layout: nothing that changes the graph. */
  extras?: boolean;
};

type RawTask = {
  kind: Kind;
  /** Picks earlier tasks of the scope, so that there are no cycles. */
  needs: { task: number; port: number }[];
  /** Place in the document: the written order says nothing about the graph. */
  place: number;
  flag: boolean;
  fields: Partial<Task>;
  each: Each | undefined;
  until: boolean;
  inner: RawTask[];
};

const kinds = ['data.set', 'http.request', 'log.write', 'flow.wait', 'flow.branch', 'flow.switch'] as const;
type Kind = (typeof kinds)[number] | 'group';

/** Valid workflows over the types of the test catalog: acyclic needs with ports, groups, items, joins, retries, conditions, pools. */
export function arbitraryWorkflow(shape: WorkflowShape = {}): fc.Arbitrary<Workflow> {
  const scope = arbitraryScope(shape, shape.groupDepth ?? 2);
  const graph = scope.map((raw): Workflow => ({ format: 1, id: 'generated', tasks: buildScope(raw) }));
  if (shape.extras === false) return graph;
  return fc.tuple(graph, arbitraryExtras()).map(([workflow, extras]) => withExtras(workflow, extras));
}

function arbitraryScope(shape: WorkflowShape, depth: number): fc.Arbitrary<RawTask[]> {
  const plain = arbitraryTask(shape, fc.constantFrom<Kind>(...kinds), fc.constant([]));
  const maxLength = Math.max(1, shape.maxTasks ?? 8);
  if (depth === 0) return fc.array(plain, { minLength: 1, maxLength });
  const inner = arbitraryScope({ ...shape, maxTasks: Math.max(1, Math.ceil(maxLength / 2)) }, depth - 1);
  const group = arbitraryTask(shape, fc.constant<Kind>('group'), inner);
  return fc.array(fc.oneof({ weight: 4, arbitrary: plain }, { weight: 1, arbitrary: group }), { minLength: 1, maxLength });
}

function arbitraryTask(shape: WorkflowShape, kind: fc.Arbitrary<Kind>, inner: fc.Arbitrary<RawTask[]>): fc.Arbitrary<RawTask> {
  return fc.record({
    kind,
    needs: fc.array(fc.record({ task: fc.nat(50), port: fc.nat(10) }), { maxLength: 3 }),
    place: fc.nat(1000),
    flag: fc.boolean(),
    fields: arbitraryFields(shape),
    each: rarely(shape.each, arbitraryEach),
    until: shape.until === false ? fc.constant(false) : fc.boolean(),
    inner,
  });
}

const arbitraryEach: fc.Arbitrary<Each> = fc
  .record(
    {
      in: fc.array(fc.oneof(fc.integer({ min: -9, max: 99 }), fc.constantFrom('a', 'b')), { maxLength: 5 }),
      concurrency: fc.integer({ min: 1, max: 4 }),
      onItemFailure: fc.constantFrom('stop' as const, 'continue' as const),
      as: fc.constantFrom('order', 'row'),
    },
    { requiredKeys: ['in'] },
  )
  .map((each) => each as Each);

const arbitraryRetry: fc.Arbitrary<Retry> = fc
  .record(
    {
      attempts: fc.integer({ min: 2, max: 4 }),
      strategy: fc.constantFrom('exponential' as const, 'linear' as const, 'fixed' as const),
      delay: fc.constantFrom('1s', '250ms', 'PT2S'),
      factor: fc.constantFrom(1, 2, 3),
      maxDelay: fc.constant('10s'),
      jitter: fc.constantFrom('full' as const, 'equal' as const, 'none' as const),
      maxElapsed: fc.constant('1m'),
      notOn: fc.constant<RetrySelector>({ codes: ['denied'] }),
    },
    { requiredKeys: ['attempts'] },
  )
  .map((retry) => retry as Retry);

const onOff = fc.constantFrom(true, false, 'true', '{{ 1 > 2 }}', '{{ run.id != "" }}');

function arbitraryFields(shape: WorkflowShape): fc.Arbitrary<Partial<Task>> {
  return fc
    .record({
      retry: rarely(shape.retry, arbitraryRetry),
      when: rarely(shape.when, onOff),
      join: sometimes(shape.joins, fc.constantFrom('all' as const, 'any' as const, 'always' as const)),
      disabled: rarely(shape.disabled, fc.constant(true)),
      timeout: rarely(shape.timeouts, fc.constantFrom('5s', '1m30s')),
      pool: rarely(shape.pools, fc.constantFrom('small', 'large')),
      priority: rarely(shape.pools, fc.integer({ min: -3, max: 3 })),
      onError: rarely(true, fc.constantFrom('fail' as const, 'continue' as const)),
      onInterrupt: rarely(true, fc.constantFrom('retry' as const, 'fail' as const)),
      name: rarely(shape.extras, fc.string({ maxLength: 12 })),
      description: rarely(shape.extras, fc.string({ maxLength: 12 })),
    })
    .map(withoutUndefined);
}

function rarely<T>(enabled: boolean | undefined, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return enabled === false ? fc.constant(undefined) : fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, arbitrary);
}

function sometimes<T>(enabled: boolean | undefined, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return enabled === false ? fc.constant(undefined) : fc.option(arbitrary, { nil: undefined, freq: 2 });
}

function buildScope(raw: readonly RawTask[]): { [id: string]: Task } {
  const entries = raw.map((task, index) => [`t${index}`, buildTask(task, raw.slice(0, index))] as const);
  const placed = entries.map((entry, index) => ({ entry, place: raw[index]?.place ?? 0 })).sort((a, b) => a.place - b.place);
  return Object.fromEntries(placed.map(({ entry }) => entry));
}

function buildTask(raw: RawTask, earlier: readonly RawTask[]): Task {
  const needs = buildNeeds(raw, earlier);
  const each = raw.each ? { each: raw.each } : {};
  const common = { ...(needs.length > 0 ? { needs } : {}), ...each, ...raw.fields };
  if (raw.kind !== 'group') return { type: raw.kind, with: parametersOf(raw.kind, raw.flag), ...common };
  const repeated = raw.until && !raw.each ? { until: { condition: raw.flag ? 'true' : 'false', maxIterations: 2 } } : {};
  const outputs = raw.flag ? { outputs: { first: '{{ tasks.t0.status }}' } } : {};
  return { type: 'group', ...common, tasks: buildScope(raw.inner), ...outputs, ...repeated };
}

function buildNeeds(raw: RawTask, earlier: readonly RawTask[]): string[] {
  const needs = new Set<string>();
  for (const need of raw.needs) {
    const index = need.task % (earlier.length || 1);
    const upstream = earlier[index];
    if (!upstream) continue;
    const ports = portsOf(upstream);
    const port = ports[need.port % ports.length];
    needs.add(port === '' ? `t${index}` : `t${index}:${port}`);
  }
  return [...needs];
}

/** The empty port is the unwritten `done`, and comes up most. A task with `each` ends as a whole, by its standard ports. */
function portsOf(task: RawTask): readonly string[] {
  if (task.each) return ['', '', 'failed', 'finished'];
  if (task.kind === 'flow.branch') return ['yes', 'no', 'yes', 'no', '', 'failed'];
  if (task.kind === 'flow.switch') return ['red', 'blue', 'otherwise', ''];
  return ['', '', '', '', 'failed', 'finished'];
}

function parametersOf(kind: Exclude<Kind, 'group'>, flag: boolean): NonNullable<Task['with']> {
  switch (kind) {
    case 'data.set':
      return { values: flag ? { run: '{{ run.id }}', n: 1 } : {} };
    case 'http.request':
      return { url: flag ? 'https://example.test/a' : 'https://example.test/{{ run.id }}' };
    case 'log.write':
      return { message: flag ? 'here' : 'run {{ run.id }}' };
    case 'flow.wait':
      return { for: flag ? '1s' : '10m' };
    case 'flow.branch':
      return { if: flag };
    case 'flow.switch':
      return { value: flag ? 'red' : 'green', cases: { red: 'red', blue: 'blue' } };
  }
}

type Extras = Omit<Workflow, 'format' | 'id' | 'tasks' | 'layout'> & { place: [number, number] | undefined };

function arbitraryExtras(): fc.Arbitrary<Extras> {
  return fc
    .record({
      name: rarely(true, fc.string({ maxLength: 20 })),
      description: rarely(true, fc.string({ maxLength: 40 })),
      tags: rarely(true, fc.array(fc.constantFrom('sales', 'ops', 'ü "quoted"'), { maxLength: 3 })),
      inputs: rarely(
        true,
        fc.constantFrom<NonNullable<Workflow['inputs']>>(
          { day: { type: 'string', format: 'date', default: '{{ run.slot.date }}' } },
          { limit: { type: 'integer', default: 100, minimum: 1 }, rows: { type: 'array', required: false } },
        ),
      ),
      triggers: rarely(
        true,
        fc.constant<NonNullable<Workflow['triggers']>>({ nightly: { type: 'cron', schedule: '0 5 * * *', timezone: 'Europe/Berlin' } }),
      ),
      outputs: rarely(true, fc.constant({ status: '{{ tasks.t0.status }}', nested: { list: [1, [2, 3], {}] } })),
      concurrency: rarely(true, fc.constant({ limit: 1, overflow: 'queue' as const })),
      hooks: rarely(
        true,
        fc.constant<NonNullable<Workflow['hooks']>>({ failed: { type: 'log.write', with: { message: '{{ run.status }}' } } }),
      ),
      tests: rarely(
        true,
        fc.constant<NonNullable<Workflow['tests']>>({
          plain: { mocks: { t0: { output: { a: 1 } } }, expect: { tasks: { t0: 'succeeded' } } },
        }),
      ),
      place: rarely(true, fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }))),
    })
    .map((extras) => withoutUndefined(extras) as Extras);
}

function withExtras(workflow: Workflow, { place, ...extras }: Extras): Workflow {
  const layout = place ? { layout: { tasks: { t0: place }, direction: 'right' as const } } : {};
  return { ...workflow, ...extras, ...layout };
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
