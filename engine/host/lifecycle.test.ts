import { readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../adapters/system-clock.ts';
import { taskTypes } from '../tasks/registry.ts';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { createEngine, openReadOnly } from './engine.ts';
import { fileStorage, type Storage } from './storage.ts';
import { createProbe } from './testing/probe-type.ts';
import { eventOf, source, startRun, startTestEngine } from './testing/test-engine.ts';

const probe = (fields: object = {}) => ({ type: 'test.probe', ...fields });
const done = { type: 'succeeded', output: null } as const;

describe('starting', () => {
  it('leaves a run alone whose definition is damaged, says so, and goes on with the others', async () => {
    const held = createProbe();
    const before = await startTestEngine({ types: [held.type] });
    const damaged = await startRun(before.engine, { workflow: source({ id: 'one', tasks: { a: probe() } }) });
    await held.call(1);
    const versions = join(before.dataDir, 'versions');
    const [file = ''] = await readdir(versions);
    const fine = await startRun(before.engine, { workflow: source({ id: 'two', tasks: { a: probe() } }) });
    await held.call(2);
    before.kill();
    const text = await readFile(join(versions, file), 'utf8');
    await writeFile(join(versions, file), text.slice(0, 20));

    const second = createProbe({ execute: () => done });
    const after = await startTestEngine({ types: [second.type], dataDir: before.dataDir });

    expect(after.report.warnings).toEqual([expect.stringContaining(file)]);
    expect(after.report.recovered).toMatchObject([{ id: fine }]);
    expect(await after.engine.whenFinished(fine)).toMatchObject({ status: 'succeeded' });
    const readOnly = await openReadOnly({ dataDir: before.dataDir });
    expect((await readOnly.runs.list()).runs).toMatchObject([{ id: fine }]);
    await readOnly.close();
    await after.engine.stop();

    await writeFile(join(versions, file), text);
    const mended = await startTestEngine({ types: [second.type], dataDir: before.dataDir });
    expect(await mended.engine.whenFinished(damaged)).toMatchObject({ status: 'succeeded' });
  });

  it('keeps a damaged definition beside, and a new one in its place, when the workflow is started again', async () => {
    const before = await startTestEngine();
    const workflow = source({ tasks: { a: { type: 'data.set', with: { values: {} } } } });
    await before.engine.whenFinished(await startRun(before.engine, { workflow }));
    await before.engine.stop();
    const versions = join(before.dataDir, 'versions');
    const [file = ''] = await readdir(versions);
    await writeFile(join(versions, file), '{');

    const after = await startTestEngine({ dataDir: before.dataDir });
    const run = await startRun(after.engine, { workflow });

    expect(await after.engine.whenFinished(run)).toMatchObject({ status: 'succeeded' });
    expect((await readdir(versions)).sort()).toEqual([file, `${file}.damaged`]);
    expect(JSON.parse(await readFile(join(versions, file), 'utf8'))).toMatchObject({ id: 'test' });
  });

  it('that fails leaves nothing running and nothing open, and may be tried again', async () => {
    const first = createProbe();
    const before = await startTestEngine({ types: [first.type] });
    const run = await startRun(before.engine, { workflow: source({ tasks: { a: probe() } }) });
    await first.call(1);
    before.kill();
    const second = createProbe();
    const { storage, state } = unreliableStorage(before.dataDir);
    const engine = createEngine({ dataDir: before.dataDir, env: {}, taskTypes: [...taskTypes.values(), second.type] }, storage);
    onTestFinished(() => engine.stop({ graceMs: 0 }));

    state.isReadable = false;
    expect(await engine.start()).toMatchObject({ ok: false, failure: { code: 'cannot_start', message: 'EIO' } });
    expect(state.open).toBe(0);
    expect(await engine.startRun({ workflow: source({ tasks: { a: probe() } }) })).toMatchObject({
      ok: false,
      failure: { code: 'engine_not_started' },
    });
    expect(second.calls).toHaveLength(0);

    state.isReadable = true;
    expect(await engine.start()).toMatchObject({ ok: true, value: { recovered: [{ id: run }] } });
    (await second.call(1)).end(done);
    expect(await engine.whenFinished(run)).toMatchObject({ status: 'succeeded' });
  });
});

/** Counts what is open; its journal cannot be read to the end while `isReadable` is false. */
function unreliableStorage(dataDir: string) {
  const { documents, openRecords } = fileStorage(dataDir, { env: {}, now: Date.now });
  const state = { open: 0, isReadable: true };
  const closing = (close: () => Promise<void>) => {
    state.open += 1;
    return async () => {
      state.open -= 1;
      await close();
    };
  };
  const storage: Storage = {
    documents,
    openRecords: async () => {
      const { journal, history } = await openRecords();
      async function* read() {
        yield* journal.read();
        if (!state.isReadable) throw new Error('EIO');
      }
      return {
        journal: { ...journal, read, close: closing(() => journal.close()) },
        history: { ...history, close: closing(() => history.close()) },
      };
    },
  };
  return { storage, state };
}

describe('stopping', () => {
  it('wins over a start that is under way, and both callers hear of it', async () => {
    const first = createProbe();
    const before = await startTestEngine({ types: [first.type] });
    const run = await startRun(before.engine, { workflow: source({ tasks: { a: probe() } }) });
    await first.call(1);
    before.kill();
    const second = createProbe();
    const { storage, state } = unreliableStorage(before.dataDir);
    const engine = createEngine({ dataDir: before.dataDir, env: {}, taskTypes: [...taskTypes.values(), second.type] }, storage);

    const starting = engine.start();
    const again = engine.start();
    await Promise.all([engine.stop(), engine.stop()]);

    expect(await starting).toMatchObject({ ok: false, failure: { code: 'engine_stopped' } });
    expect(await again).toMatchObject({ ok: false, failure: { code: 'engine_started' } });
    expect(state.open).toBe(0);
    expect(second.calls).toHaveLength(0);
    const after = await startTestEngine({ types: [second.type], dataDir: before.dataDir });
    expect(after.report.recovered).toMatchObject([{ id: run }]);
  });

  it('a second stop waits for the first, and may shorten its grace', async () => {
    const deaf = createProbe({ execute: () => new Promise(() => undefined) });
    const started = createProbe({ type: 'test.other' });
    const { storage, state } = unreliableStorage(createTemporaryFolder());
    const { engine } = await startTestEngine({ types: [deaf.type, started.type], storage });
    const run = await startRun(engine, { workflow: source({ tasks: { a: probe() } }) });
    await eventOf(engine, run, 'task.started');
    const order: string[] = [];
    const finished = engine.whenFinished(run);
    const rejected = expect(finished).rejects.toMatchObject({ cause: { code: 'engine_stopped' } });

    const first = engine.stop({ graceMs: 3_600_000 }).then(() => order.push('first'));
    const second = engine.stop({ graceMs: 0 }).then(() => order.push(`second, ${state.open} open`));
    await Promise.all([first, second, rejected]);

    expect(order).toEqual(['first', 'second, 0 open']);
  });

  it('kills what programs have started when there is no grace, before it has stopped', async () => {
    const folder = createTemporaryFolder();
    const { engine } = await startTestEngine();
    // It does not listen to TERM, and neither does what it has started.
    const script = "trap '' TERM; (trap '' TERM; echo $BASHPID; while :; do sleep 0.05; done) & echo $$; wait";
    const workflow = source({ tasks: { a: { type: 'shell.command', with: { command: ['bash', '-c', script] } } } }, folder);
    const pids: number[] = [];
    const both = new Promise<void>((resolve) => {
      engine.subscribe('*', (message) => {
        if (message.type === 'log') pids.push(Number(message.line.text));
        if (pids.length === 2) resolve();
      });
    });
    await startRun(engine, { workflow });
    await both;

    await engine.stop({ graceMs: 0 });

    expect(pids.filter(isAlive)).toEqual([]);
  });
});

/** A dead process that nobody has waited for is no longer alive. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

describe('a run whose planning went wrong', () => {
  it('is no longer waited for, and leaves its place to the next run', async () => {
    let isFailing = false;
    const clock = {
      ...systemClock,
      now: () => {
        if (!isFailing) return Date.now();
        isFailing = false;
        throw new Error('no time');
      },
    };
    const held = createProbe();
    const { engine } = await startTestEngine({ types: [held.type], clock });
    const workflow = source({ concurrency: { limit: 1 }, tasks: { a: probe() } });
    const broken = await startRun(engine, { workflow });
    const next = await startRun(engine, { workflow });
    const finished = engine.whenFinished(broken);
    const call = await held.call(1);
    isFailing = true;
    call.end(done);
    await expect(finished).rejects.toThrow('no time');

    await expect(engine.whenFinished(broken)).rejects.toThrow('stands still');
    (await held.call(2)).end(done);
    expect(await engine.whenFinished(next)).toMatchObject({ status: 'succeeded' });
  });
});
