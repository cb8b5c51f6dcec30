import { describe, expect, it } from 'vitest';
import type { Engine, StartRequest } from './engine.ts';
import { createProbe } from './testing/probe-type.ts';
import { eventOf, source, startRun, startTestEngine } from './testing/test-engine.ts';

const probe = (fields: object = {}) => ({ type: 'test.probe', ...fields });
const set = (values: object, fields: object = {}) => ({ type: 'data.set', with: { values }, ...fields });
const done = { type: 'succeeded', output: null } as const;

/** `code: message` of what a start is refused with. */
async function refusalOf(engine: Engine, request: StartRequest): Promise<string> {
  const started = await engine.startRun(request);
  return started.ok ? 'started' : `${started.failure.code}: ${started.failure.message}`;
}

function waitsAt(engine: Engine, run: string, path: string): Promise<void> {
  return new Promise((resolve) => {
    engine.subscribe(run, (message) => {
      if (message.type === 'event' && message.event.type === 'task.waiting' && message.event.path === path) resolve();
    });
  });
}

const chain = source({
  tasks: {
    fetch: set({ n: 1 }),
    store: set({ n: '{{ tasks.fetch.output.n + 1 }}' }, { needs: ['fetch'] }),
    report: set({}, { needs: ['store'] }),
  },
  outputs: { n: '{{ tasks.store.output.n }}' },
});

describe('a run up to a task', () => {
  it('runs only what the task stands on, and has no outputs', async () => {
    const { engine } = await startTestEngine();
    const record = await engine.whenFinished(await startRun(engine, { workflow: chain, upTo: 'store' }));
    expect(record).toMatchObject({
      status: 'succeeded',
      outputs: null,
      tasks: { store: { output: { n: 2 } }, report: { status: 'skipped', skipped: { reason: 'not_selected', needs: [] } } },
    });
  });

  it('is a whole run when it is run again, and takes over what it gave', async () => {
    const { engine } = await startTestEngine();
    const run = await startRun(engine, { workflow: chain, upTo: 'store' });
    await engine.whenFinished(run);
    const again = await startRun(engine, { rerun: { run, from: 'failed' } });
    expect(await engine.whenFinished(again)).toMatchObject({
      outputs: { n: 2 },
      tasks: { fetch: { from: 'rerun' }, store: { from: 'rerun' }, report: { status: 'succeeded', attempts: 1 } },
    });
  });

  it('does not hand its choices down to the runs that it calls', async () => {
    const { engine } = await startTestEngine();
    await engine.workflows.save(
      'child',
      JSON.stringify({ format: 1, id: 'child', tasks: { call: set({}), b: set({}, { needs: ['call'] }) } }),
    );
    const tasks = { call: { type: 'flow.call', with: { workflow: 'child' } }, after: set({}, { needs: ['call'] }) };
    const run = await startRun(engine, { workflow: source({ tasks }), upTo: 'call' });
    expect(await engine.whenFinished(run)).toMatchObject({ status: 'succeeded' });
    const { runs } = await engine.runs.list({ workflow: 'child' });
    expect((await engine.runs.get(runs[0]?.id ?? ''))?.tasks).toMatchObject({ call: { status: 'succeeded' }, b: { status: 'succeeded' } });
  });
});

describe('a pinned task', () => {
  it('has the result of another run, which need not be there any more', async () => {
    const { engine } = await startTestEngine();
    const large = 'x'.repeat(200_000);
    const first = await startRun(engine, { workflow: source({ tasks: { fetch: set({ large }) } }) });
    await engine.whenFinished(first);
    const workflow = source({
      tasks: {
        fetch: { type: 'flow.fail', with: { message: 'No' } },
        b: set({ x: '{{ tasks.fetch.output.large }}' }, { needs: ['fetch'] }),
      },
    });
    const run = await startRun(engine, { workflow, pins: { fetch: { run: first } }, breakpoints: ['b'] });
    await eventOf(engine, run, 'task.waiting');
    expect(await engine.removeRuns([first])).toMatchObject({ ok: true });
    await engine.continue(run);

    expect(await engine.whenFinished(run)).toMatchObject({ tasks: { fetch: { from: 'pin', attempts: 0 }, b: { output: { x: large } } } });
    expect(await refusalOf(engine, { workflow, pins: { fetch: { run: first } } })).toMatch(/^pinned_run_not_found: .*fetch.*unpin it/);
  });

  it('may stand for items as a whole, and for a task by the result of one item', async () => {
    const { engine } = await startTestEngine();
    const tasks = {
      each: set({ n: '{{ item }}' }, { each: { in: [1, 2] } }),
      last: set({ n: '{{ tasks.each.output }}' }, { needs: ['each'] }),
    };
    const first = await startRun(engine, { workflow: source({ tasks }) });
    await engine.whenFinished(first);
    const pins = { each: { run: first }, last: { run: first, path: 'each[1]' } };
    const record = await engine.whenFinished(await startRun(engine, { workflow: source({ tasks }), pins }));
    expect(record.tasks).toEqual({
      each: expect.objectContaining({ from: 'pin', output: [{ n: 1 }, { n: 2 }] }),
      last: expect.objectContaining({ from: 'pin', output: { n: 2 } }),
    });
  });

  it('runs when its run is run again, and what stands on it too', async () => {
    const { engine } = await startTestEngine();
    const first = await startRun(engine, { workflow: source({ tasks: { other: set({ n: 40 }) } }) });
    await engine.whenFinished(first);
    const run = await startRun(engine, { workflow: chain, pins: { fetch: { run: first, path: 'other' } } });
    expect(await engine.whenFinished(run)).toMatchObject({ outputs: { n: 41 } });
    const again = await startRun(engine, { rerun: { run, from: 'failed' } });
    expect(await engine.whenFinished(again)).toMatchObject({ outputs: { n: 2 }, tasks: { fetch: { attempts: 1 } } });
  });

  it('is refused when that run has no result for it', async () => {
    const { engine } = await startTestEngine();
    const tasks = { bad: { type: 'flow.fail', with: { message: 'No' } }, items: set({}, { each: { in: [1] } }) };
    const run = await startRun(engine, { workflow: source({ tasks }) });
    await engine.whenFinished(run);
    const pinnedTo = (path?: string, id = run) =>
      refusalOf(engine, { workflow: chain, pins: { fetch: { run: id, ...(path === undefined ? {} : { path }) } } });

    expect(await pinnedTo('bad')).toMatch(/^pinned_task_has_no_output: .*`fetch`.*`bad`.*is failed there.*unpin it$/);
    expect(await pinnedTo()).toMatch(/^pinned_task_has_no_output: .*`fetch\[0\]`/);
    expect(await pinnedTo('items[7]')).toMatch(/^pinned_task_has_no_output/);
    expect(await pinnedTo('__proto__')).toMatch(/^pinned_task_has_no_output/);
    const group = source({ tasks: { g: { type: 'group', tasks: { x: set({}), y: set({}, { needs: ['x'] }) } } } });
    const part = await startRun(engine, { workflow: group, upTo: 'g.x' });
    await engine.whenFinished(part);
    expect(await pinnedTo('g', part)).toMatch(/^pinned_task_has_no_output: .*ran only in part there/);
    expect(await pinnedTo('bad', 'nobody')).toMatch(/^pinned_run_not_found/);
    expect((await engine.runs.list()).runs.map(({ id }) => id)).toEqual([part, run]);
  });
});

describe('a breakpoint', () => {
  it('holds a task that takes no slot and no place in its pool, until somebody lets it go on', async () => {
    const held = createProbe();
    const { engine } = await startTestEngine({ types: [held.type], slots: 1, pools: { one: 1 } });
    const workflow = source({ tasks: { a: probe({ pool: 'one' }), b: probe({ pool: 'one', needs: ['a'] }) } });
    const run = await startRun(engine, { workflow, breakpoints: ['a', 'b'] });
    await eventOf(engine, run, 'task.waiting');
    const other = await startRun(engine, { workflow: source({ id: 'other', tasks: { a: probe({ pool: 'one' }) } }) });
    (await held.call(1)).end(done);
    await engine.whenFinished(other);

    expect(await engine.runs.get(run)).toMatchObject({ status: 'waiting', tasks: { a: { status: 'waiting', attempts: 0 } } });
    expect(await engine.continue(run, { path: 'b' })).toMatchObject({ ok: false, failure: { code: 'task_not_waiting' } });
    expect(await engine.continue(run, { path: 'a', by: 'ann' })).toEqual({ ok: true, value: null });
    const isAtNext = waitsAt(engine, run, 'b');
    (await held.call(2)).end(done);
    await isAtNext;
    const events = await engine.runs.events(run);
    expect(events.find(({ type }) => type === 'task.resumed')).toMatchObject({ path: 'a', by: 'ann' });
    expect(await engine.continue(run)).toMatchObject({ ok: true });
    (await held.call(3)).end(done);
    expect(await engine.whenFinished(run)).toMatchObject({ status: 'succeeded' });
    expect(await engine.continue(run)).toMatchObject({ failure: { code: 'run_finished' } });
    expect(await engine.continue('nobody')).toMatchObject({ failure: { code: 'run_not_found' } });
  });
});

it('a choice of a task that is not there is refused, and names the nearest', async () => {
  const { engine } = await startTestEngine();
  const tasks = { fetch: set({}), group: { type: 'group', each: { in: [1] }, tasks: { inner: set({}) } } };
  const refused = (choices: Partial<StartRequest>) => refusalOf(engine, { workflow: source({ tasks }), ...choices });

  expect(await refused({ upTo: 'fetsh' })).toBe(
    'task_not_found: The workflow `test` has no task `fetsh` to run up to. Did you mean `fetch`?',
  );
  expect(await refused({ breakpoints: ['fetch', 'group[0].inner'] })).toMatch(/^task_not_found: .*wait before.*`group\.inner`\?$/);
  expect(await refused({ pins: { feetch: { run: 'r' } } })).toMatch(/^task_not_found: .*to pin\. Did you mean `fetch`\?$/);
  expect(await refused({ upTo: '@failed' })).toMatch(/^task_not_found/);
  expect(await refused({ upTo: 'constructor' })).toMatch(/^task_not_found/);
});

it('a preview says what is left out, what is taken over, and where the run waits', async () => {
  const { engine } = await startTestEngine();
  const first = await startRun(engine, { workflow: chain });
  await engine.whenFinished(first);
  const previewed = await engine.preview({
    workflow: chain,
    upTo: 'store',
    pins: { fetch: { run: first } },
    breakpoints: ['fetch', 'store'],
  });
  expect(previewed.ok && previewed.value.tasks.map(({ path, action, why }) => `${path} ${action}: ${why}`)).toEqual([
    `fetch reuse: it is pinned to \`fetch\` of run ${first}`,
    'store run: the run waits before it until it is let go on',
    'report skip: `store` does not stand on it',
  ]);
});

it('a preview decides what is inside a group that does not run with the group', async () => {
  const { engine } = await startTestEngine();
  const members = { tasks: { x: set({}) } };
  const workflow = source({ tasks: { g: { type: 'group', ...members }, off: { type: 'group', disabled: true, ...members } } });
  const first = await startRun(engine, { workflow });
  await engine.whenFinished(first);
  const shown = async (request: StartRequest) => {
    const previewed = await engine.preview(request);
    return previewed.ok && previewed.value.tasks.map(({ path, action, why }) => `${path} ${action}: ${why}`);
  };
  const off = ['off skip: it is disabled', 'off.x skip: `off` is skipped as a whole'];

  expect(await shown({ workflow, pins: { g: { run: first } } })).toEqual([
    `g reuse: it is pinned to \`g\` of run ${first}`,
    'g.x reuse: `g` is taken over as a whole',
    ...off,
  ]);
  expect(await shown({ rerun: { run: first, from: 'failed' } })).toEqual([
    'g reuse: it succeeded',
    'g.x reuse: `g` is taken over as a whole',
    ...off,
  ]);
});

it('a preview takes no task for a member of a group whose name it begins with', async () => {
  const { engine } = await startTestEngine();
  const tasks = { load: { type: 'group', disabled: true, tasks: { x: set({}) } }, loads: set({}) };
  const previewed = await engine.preview({ workflow: source({ tasks }) });
  expect(previewed.ok && previewed.value.tasks.map(({ path, action }) => `${path} ${action}`)).toEqual([
    'load skip',
    'load.x skip',
    'loads run',
  ]);
});
