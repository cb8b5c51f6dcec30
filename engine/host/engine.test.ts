import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createManualClock } from './testing/manual-clock.ts';
import { createProbe } from './testing/probe-type.ts';
import { eventOf, linesOf, source, startRun, startTestEngine } from './testing/test-engine.ts';

const probe = (fields: object = {}) => ({ type: 'test.probe', ...fields });
const set = (values: object, fields: object = {}) => ({ type: 'data.set', with: { values }, ...fields });

describe('starting runs', () => {
  it('gives the outputs, with inputs and their defaults resolved', async () => {
    const { engine } = await startTestEngine();
    const document = {
      inputs: { name: { type: 'string' }, greeting: { type: 'string', default: 'Hello from {{ run.workflow }}' } },
      tasks: { a: set({ text: '{{ inputs.greeting }}, {{ inputs.name }}' }) },
      outputs: { text: '{{ tasks.a.output.text }}' },
    };

    const run = await startRun(engine, { workflow: source(document), inputs: { name: 'Ada' } });

    expect(await engine.whenFinished(run)).toMatchObject({ status: 'succeeded', outputs: { text: 'Hello from test, Ada' } });
  });

  it('refuses wrong inputs, unknown environments, unknown workflows and broken documents, and says why', async () => {
    const { engine } = await startTestEngine();
    await engine.environments.setVar('staging', 'host', 'a');
    const document = { inputs: { n: { type: 'integer' } }, tasks: { a: set({}) } };

    expect(await engine.startRun({ workflow: source(document), inputs: { n: 'x' } })).toMatchObject({
      ok: false,
      failure: { code: 'invalid_inputs', problems: [{ path: ['n'] }] },
    });
    expect(await engine.startRun({ workflow: source({ tasks: { a: set({}) } }), environment: 'prod' })).toMatchObject({
      ok: false,
      failure: { code: 'environment_not_found', message: expect.stringContaining('staging') },
    });
    expect(await engine.startRun({ workflow: 'nothing' })).toMatchObject({ ok: false, failure: { code: 'workflow_not_found' } });
    expect(await engine.startRun({ workflow: source({ tasks: { a: { type: 'no.such' } } }) })).toMatchObject({
      ok: false,
      failure: { code: 'invalid_workflow', problems: [{ severity: 'error' }] },
    });
    expect(await engine.runs.list()).toEqual({ runs: [], next: null });
  });

  it('a second run with the same id is refused, also after it has ended and the engine was started anew', async () => {
    const { engine, dataDir } = await startTestEngine();
    const request = { workflow: source({ tasks: { a: set({}) } }), id: '20260301-120000-slot' };

    const [one, two] = await Promise.all([engine.startRun(request), engine.startRun(request)]);
    await engine.whenFinished(request.id);
    await engine.stop();
    const again = await startTestEngine({ dataDir });

    expect([one.ok, two.ok].sort()).toEqual([false, true]);
    expect(await again.engine.startRun(request)).toMatchObject({ ok: false, failure: { code: 'run_exists' } });
  });

  it('variables come from the chosen environment', async () => {
    const { engine } = await startTestEngine();
    await engine.environments.setVar('staging', 'host', 'staging.test');
    const document = { tasks: { a: set({ url: '{{ vars.host }} in {{ environment }}' }) } };

    const run = await startRun(engine, { workflow: source(document), environment: 'staging' });

    expect(await engine.whenFinished(run)).toMatchObject({ tasks: { a: { output: { url: 'staging.test in staging' } } } });
  });

  it('a preview resolves what can be known and runs nothing', async () => {
    const held = createProbe();
    const { engine } = await startTestEngine({ types: [held.type] });
    const tasks = {
      a: probe({ with: { x: '{{ inputs.n + 1 }}', key: '{{ secrets.K }}' } }),
      b: set({ y: '{{ tasks.a.output }}' }, { needs: ['a'] }),
    };

    const preview = await engine.preview({ workflow: source({ inputs: { n: { type: 'integer' } }, tasks }), inputs: { n: 1 } });

    expect(preview).toMatchObject({
      ok: true,
      value: {
        tasks: [
          { path: 'a', parameters: { x: 2, key: '***' } },
          { path: 'b', parameters: null, needs: ['a'] },
        ],
      },
    });
    expect(held.calls).toHaveLength(0);
    expect(await engine.runs.list()).toEqual({ runs: [], next: null });
  });
});

describe('what is kept', () => {
  it('a large output is a blob that later tasks read like any other value', async () => {
    const { engine, dataDir } = await startTestEngine();
    const document = {
      inputs: { text: { type: 'string' } },
      tasks: { big: set({ text: '{{ inputs.text }}' }), size: set({ n: '{{ size(tasks.big.output.text) }}' }, { needs: ['big'] }) },
    };
    const text = 'x'.repeat(70 * 1024);

    const run = await startRun(engine, { workflow: source(document), inputs: { text } });
    const record = await engine.whenFinished(run);
    const events = await engine.runs.events(run);

    expect(record).toMatchObject({ tasks: { big: { output: { text } }, size: { output: { n: text.length } } } });
    const big = events.find((event) => event.type === 'task.succeeded' && event.path === 'big');
    expect(big).toMatchObject({ output: { kind: 'blob', mediaType: 'application/json' } });
    expect(await readdir(join(dataDir, 'blobs'))).toHaveLength(1);
  });

  it('lists runs newest first, page by page, and by workflow and status', async () => {
    const { engine } = await startTestEngine();
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const run = await startRun(engine, { workflow: source({ id: count % 2 ? 'odd' : 'even', tasks: { a: set({}) } }) });
      await engine.whenFinished(run);
      ids.unshift(run);
    }

    const first = await engine.runs.list({ limit: 2 });
    const rest = await engine.runs.list({ before: first.next ?? '' });

    expect([...first.runs, ...rest.runs].map((run) => run.id).sort()).toEqual([...ids].sort());
    expect((await engine.runs.list({ workflow: 'odd' })).runs).toHaveLength(2);
    expect((await engine.runs.list({ status: ['failed'] })).runs).toEqual([]);
  });

  it('keeps logs, and gives them by task and level', async () => {
    const { engine } = await startTestEngine();
    const log = (level: string) => ({ type: 'log.write', with: { message: `a ${level}`, level } });
    const run = await startRun(engine, { workflow: source({ tasks: { a: log('debug'), b: log('error') } }) });
    await engine.whenFinished(run);

    expect(await linesOf(engine, run, { level: 'warn' })).toMatchObject([{ task: 'b', level: 'error', text: 'a error' }]);
    expect(await linesOf(engine, run, { task: 'a' })).toMatchObject([{ task: 'a', attempt: 1 }]);
  });

  it('subscribers hear of events in order, and only of what is on disk', async () => {
    const { engine, dataDir } = await startTestEngine();
    const heard: number[] = [];
    const missing: string[] = [];
    const readJournal = async () => {
      const names = await readdir(join(dataDir, 'journal'));
      return (await Promise.all(names.map((name) => readFile(join(dataDir, 'journal', name), 'utf8')))).join('');
    };
    const checks: Promise<void>[] = [];
    engine.subscribe('*', (message) => {
      if (message.type !== 'event') return;
      heard.push(message.event.seq);
      checks.push(readJournal().then((text) => void (text.includes(JSON.stringify(message.event)) || missing.push(message.event.type))));
    });

    const run = await startRun(engine, { workflow: source({ tasks: { a: set({}), b: set({}, { needs: ['a'] }) } }) });
    await engine.whenFinished(run);
    await Promise.all(checks);

    expect(heard).toEqual(heard.map((_, index) => index + 1));
    expect(missing).toEqual([]);
  });
});

describe('stopping and steering', () => {
  it('cancel aborts what runs and nothing more starts', async () => {
    const held = createProbe();
    const { engine } = await startTestEngine({ types: [held.type] });
    const run = await startRun(engine, { workflow: source({ tasks: { a: probe(), b: set({}, { needs: ['a'] }) } }) });
    const { context } = await held.call(1);

    expect(await engine.cancel(run, { by: 'ada', message: 'Enough' })).toEqual({ ok: true, value: null });
    const record = await engine.whenFinished(run);

    expect(context.signal.aborted).toBe(true);
    expect(record).toMatchObject({ status: 'canceled', tasks: { a: { status: 'canceled' }, b: { status: 'canceled', attempts: 0 } } });
    expect(await engine.cancel(run)).toMatchObject({ ok: false });
    expect(await engine.cancel('nothing')).toMatchObject({ ok: false, failure: { code: 'run_not_found' } });
  });

  it('canceling a run cancels the run it called', async () => {
    const held = createProbe();
    const { engine } = await startTestEngine({ types: [held.type] });
    await engine.workflows.save('child', JSON.stringify({ format: 1, id: 'child', tasks: { a: probe() } }));
    const run = await startRun(engine, { workflow: source({ tasks: { call: { type: 'flow.call', with: { workflow: 'child' } } } }) });
    const { context } = await held.call(1);
    await eventOf(engine, run, 'task.waiting').then(() => engine.cancel(run));

    expect(await engine.whenFinished(run)).toMatchObject({ status: 'canceled' });
    expect(await engine.whenFinished(context.run.id)).toMatchObject({ status: 'canceled' });
  });

  it('workflows that call each other in circles are stopped', async () => {
    const { engine } = await startTestEngine();
    const document = { format: 1, id: 'circle', tasks: { again: { type: 'flow.call', with: { workflow: 'circle' } } } };
    await engine.workflows.save('circle', JSON.stringify(document));
    const run = await startRun(engine, { workflow: 'circle' });

    const record = await engine.whenFinished(run);

    expect(record.status).toBe('failed');
    expect(JSON.stringify(record.error)).toContain('call_too_deep');
    expect((await engine.runs.list({ workflow: 'circle' })).runs).toHaveLength(17);
  });

  it('a workflow that may run once at a time and calls itself, also through another, fails instead of waiting for ever', async () => {
    const { engine } = await startTestEngine();
    const call = (workflow: string, fields: object = {}) => ({ type: 'flow.call', with: { workflow, ...fields } });
    const save = (id: string, tasks: object, limit?: number) =>
      engine.workflows.save(id, JSON.stringify({ format: 1, id, ...(limit ? { concurrency: { limit } } : {}), tasks }));
    await save('itself', { again: call('itself') }, 1);
    await save('one', { go: call('two') }, 1);
    await save('two', { back: call('one') });
    await save('detached', { once: call('leaf') }, 1);
    await save('leaf', { a: set({}) }, 1);

    for (const workflow of ['itself', 'one']) {
      const record = await engine.whenFinished(await startRun(engine, { workflow }));
      expect(record.status).toBe('failed');
      expect(JSON.stringify(record.error)).toContain('call_waits_for_itself');
    }
    expect(await engine.whenFinished(await startRun(engine, { workflow: 'detached' }))).toMatchObject({ status: 'succeeded' });
  });

  it('a call gives the outputs of the called run, also of one that ends at once', async () => {
    const { engine } = await startTestEngine();
    const child = {
      format: 1,
      id: 'child',
      inputs: { n: { type: 'integer' } },
      tasks: { a: set({ n: '{{ inputs.n * 2 }}' }) },
      outputs: { n: '{{ tasks.a.output.n }}' },
    };
    await engine.workflows.save('child', JSON.stringify(child));
    const tasks = {
      call: { type: 'flow.call', with: { workflow: 'child', inputs: { n: 21 } } },
      go: { type: 'flow.call', with: { workflow: 'child', inputs: { n: 1 }, wait: false } },
    };

    const run = await startRun(engine, { workflow: source({ tasks }) });
    const record = await engine.whenFinished(run);

    expect(record).toMatchObject({
      status: 'succeeded',
      tasks: { call: { output: { n: 42 } }, go: { output: { run: expect.any(String) } } },
    });
  });

  it('a timeout aborts the attempt', async () => {
    const clock = createManualClock();
    const held = createProbe();
    const { engine } = await startTestEngine({ types: [held.type], clock });
    const run = await startRun(engine, { workflow: source({ tasks: { a: probe({ timeout: '30s' }) } }) });
    const { context } = await held.call(1);

    clock.advance(30_000);

    expect(await engine.whenFinished(run)).toMatchObject({ status: 'failed', tasks: { a: { error: { code: 'timeout' } } } });
    expect(context.signal.aborted).toBe(true);
  });

  it('one run at a time: the next one waits, and is refused where the workflow says so', async () => {
    const held = createProbe();
    const { engine } = await startTestEngine({ types: [held.type] });
    const queueing = source({ id: 'queue', concurrency: { limit: 1 }, tasks: { a: probe() } });
    const skipping = source({ id: 'skip', concurrency: { limit: 1, overflow: 'skip' }, tasks: { a: probe() } });
    const one = await startRun(engine, { workflow: queueing });
    const two = await startRun(engine, { workflow: queueing });
    await startRun(engine, { workflow: skipping });

    expect(await engine.startRun({ workflow: skipping })).toMatchObject({ ok: false, failure: { code: 'concurrency_limit' } });
    expect((await engine.runs.get(two))?.status).toBe('queued');
    (await held.call(1)).end({ type: 'succeeded', output: null });
    await engine.whenFinished(one);
    (await held.call(3)).end({ type: 'succeeded', output: null });

    expect(await engine.whenFinished(two)).toMatchObject({ status: 'succeeded' });
  });

  it('never runs more attempts at once than there are slots, and a pool keeps to its own', async () => {
    let running = 0;
    let most = 0;
    const busy = createProbe({
      execute: async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return { type: 'succeeded', output: null };
      },
    });
    const { engine } = await startTestEngine({ types: [busy.type], slots: 3, pools: { one: 1 } });
    const many = (fields: object) => Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`t${index}`, probe(fields)]));
    const wide = await startRun(engine, { workflow: source({ tasks: many({}) }) });
    await engine.whenFinished(wide);
    expect(most).toBe(3);
    most = 0;

    const pooled = await startRun(engine, { workflow: source({ tasks: many({ pool: 'one' }) }) });

    expect(await engine.whenFinished(pooled)).toMatchObject({ status: 'succeeded' });
    expect(most).toBe(1);
  });

  it('an approval checks its form', async () => {
    const { engine } = await startTestEngine();
    const form = { amount: { type: 'integer' } };
    const run = await startRun(engine, {
      workflow: source({ tasks: { ask: { type: 'flow.approval', with: { title: 'How much?', form } } } }),
    });
    await eventOf(engine, run, 'task.waiting');

    expect(await engine.decide(run, 'ask', { decision: 'approved', by: 'ada', values: { amount: 'x' } })).toMatchObject({ ok: false });
    expect(await engine.decide(run, 'ask', { decision: 'approved', by: 'ada', values: { amount: 3 } })).toMatchObject({ ok: true });

    expect(await engine.whenFinished(run)).toMatchObject({ tasks: { ask: { output: { decision: 'approved', values: { amount: 3 } } } } });
  });
});

describe('repeating runs', () => {
  it('a re-run from what failed takes over what succeeded', async () => {
    let works = false;
    const flaky = createProbe({
      execute: () =>
        works ? { type: 'succeeded', output: 'fine' } : { type: 'failed', failure: { kind: 'user', code: 'broken', message: 'Broken' } },
    });
    const { engine } = await startTestEngine({ types: [flaky.type] });
    const tasks = { a: set({ n: 1 }, { each: { in: [1, 2] } }), b: probe({ needs: ['a'] }) };
    const run = await startRun(engine, { workflow: source({ tasks }) });
    await engine.whenFinished(run);
    works = true;

    const again = await startRun(engine, { rerun: { run, from: 'failed' } });
    const record = await engine.whenFinished(again);

    expect(record).toMatchObject({
      status: 'succeeded',
      trigger: { kind: 'rerun', run },
      tasks: { a: { from: 'rerun', output: [{ n: 1 }, { n: 1 }] }, b: { output: 'fine', attempts: 1 } },
    });
  });

  it('a re-run with other inputs, variables or environment takes nothing over that reads them', async () => {
    const { engine } = await startTestEngine();
    for (const environment of ['one', 'two']) {
      await engine.environments.setVar(environment, 'v', environment);
      await engine.environments.setVar(environment, 'same', 0);
    }
    const tasks = {
      input: set({ n: '{{ inputs.n }}' }),
      other: set({ m: '{{ inputs.m }}', same: '{{ vars.same }}' }),
      items: set({ x: '{{ item * inputs.n }}' }, { each: { in: [1, 2] } }),
      group: { type: 'group', tasks: { inner: set({ n: '{{ inputs.n }}' }) }, outputs: { n: '{{ tasks.inner.output.n }}' } },
      variable: set({ v: '{{ vars.v }}' }),
      name: set({ e: '{{ environment }}' }),
      fails: { type: 'flow.fail', with: { message: 'No' } },
    };
    const number = { type: 'integer', default: 1 };
    const workflow = source({ inputs: { n: number, m: number }, tasks });
    const run = await startRun(engine, { workflow, environment: 'one' });
    await engine.whenFinished(run);
    const reused = async (request: object) => {
      const id = await startRun(engine, { rerun: { run, from: 'failed' }, ...request });
      const record = await engine.whenFinished(id);
      return Object.keys(record.tasks).filter((path) => record.tasks[path]?.from === 'rerun');
    };

    expect(await reused({})).toEqual(['input', 'other', 'items', 'group', 'variable', 'name']);
    expect(await reused({ inputs: { n: 2 } })).toEqual(['other', 'variable', 'name']);
    expect(await reused({ environment: 'two' })).toEqual(['input', 'other', 'items', 'group']);
  });

  it('a re-run from a task that does not exist is refused, and names the nearest', async () => {
    const { engine } = await startTestEngine();
    const tasks = { fetch: set({}, { each: { in: [1, 2] } }), group: { type: 'group', tasks: { inner: set({}) } } };
    const run = await startRun(engine, { workflow: source({ tasks }) });
    await engine.whenFinished(run);
    const from = (task?: string) =>
      engine.startRun({ rerun: { run, from: 'task', ...(task === undefined ? {} : { task }) } }).then((started) => started.ok);

    expect(await engine.startRun({ rerun: { run, from: 'task', task: 'fetsh' } })).toMatchObject({
      ok: false,
      failure: { code: 'task_not_found', message: expect.stringContaining('Did you mean `fetch`?') },
    });
    expect(await Promise.all([from('fetch[2]'), from('inner'), from('group.iner'), from('fetch.x'), from('@failed'), from()])).toEqual(
      Array(6).fill(false),
    );
    expect(await Promise.all([from('fetch'), from('fetch[1]'), from('group'), from('group.inner')])).toEqual(Array(4).fill(true));
  });

  it('a cached result is reused, and another parameter misses', async () => {
    let executions = 0;
    const counting = createProbe({
      execute: () => {
        executions += 1;
        return { type: 'succeeded', output: executions };
      },
    });
    const { engine } = await startTestEngine({ types: [counting.type] });
    const tasks = { a: probe({ cache: {}, with: { n: '{{ inputs.n }}' } }) };
    const workflow = source({ inputs: { n: { type: 'integer' } }, tasks });
    const give = async (n: number) => engine.whenFinished(await startRun(engine, { workflow, inputs: { n } }));

    const records = [await give(1), await give(1), await give(2)];

    expect(records.map((record) => record.tasks.a?.output)).toEqual([1, 1, 2]);
    expect(records[1]?.tasks.a?.from).toBe('cache');
    expect((await linesOf(engine, records[2]?.id ?? '')).map((line) => line.text)).toEqual([
      'Not taken from the cache: the parameter n changed',
    ]);
  });

  it('a cached result is not reused when a file that the task reads has changed', async () => {
    const { engine } = await startTestEngine();
    const workflow = source({ tasks: { a: { type: 'file.read', with: { path: 'data.txt' }, cache: {} } } });
    const run = async (content: string) => {
      await writeFile(join(workflow.folder, 'data.txt'), content);
      return engine.whenFinished(await startRun(engine, { workflow }));
    };

    const records = [await run('one'), await run('one'), await run('two')];

    expect(records.map((record) => [record.tasks.a?.output, record.tasks.a?.from ?? 'run'])).toEqual([
      ['one', 'run'],
      ['one', 'cache'],
      ['two', 'run'],
    ]);
    expect((await linesOf(engine, records[2]?.id ?? '')).map((line) => line.text)).toEqual([
      'Not taken from the cache: the file data.txt changed',
    ]);
  });
});

describe('stored workflows', () => {
  it('are kept as they were written, errors included, and deleting moves them aside', async () => {
    const { engine, dataDir } = await startTestEngine();
    const text = '{ "format": 1, "id": "mine",\n  "name": "Mine", "tasks": {} }\n';

    expect(await engine.workflows.save('mine', text)).toMatchObject({ ok: true });
    expect(await engine.workflows.save('broken', '{ "format": 1')).toMatchObject({ ok: true, value: { workflow: null } });
    expect(await engine.workflows.save('other', text)).toMatchObject({ ok: false, failure: { code: 'id_mismatch' } });
    expect(await engine.workflows.save('../mine', text)).toMatchObject({ ok: false, failure: { code: 'bad_workflow_id' } });

    expect(await engine.workflows.list()).toMatchObject([{ id: 'broken' }, { id: 'mine', name: 'Mine', errors: 0 }]);
    expect((await engine.workflows.list())[0]?.errors).toBeGreaterThan(0);
    expect((await engine.workflows.get('mine'))?.text).toBe(text);
    const deleted = await engine.workflows.delete('mine');
    expect(deleted.ok && (await readFile(deleted.value.backup, 'utf8'))).toBe(text);
    expect(await readdir(join(dataDir, 'workflows'))).toEqual(['broken.json']);
    expect(await engine.workflows.delete('mine')).toMatchObject({ ok: false, failure: { code: 'workflow_not_found' } });
  });

  it('a run keeps the definition it began with', async () => {
    const { engine } = await startTestEngine();
    const document = (n: number) => JSON.stringify({ format: 1, id: 'mine', tasks: { a: { type: 'data.set', with: { values: { n } } } } });
    await engine.workflows.save('mine', document(1));
    const run = await startRun(engine, { workflow: 'mine' });
    await engine.whenFinished(run);
    await engine.workflows.save('mine', document(2));

    expect(await engine.runs.definition(run)).toMatchObject({ tasks: { a: { with: { values: { n: 1 } } } } });
    expect(await engine.whenFinished(await startRun(engine, { workflow: 'mine' }))).toMatchObject({ tasks: { a: { output: { n: 2 } } } });
  });
});
