import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FileSystem, nodeFiles } from '../adapters/file-system.ts';
import { openFileHistory } from '../adapters/history-file.ts';
import { openFileJournal } from '../adapters/journal-file.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { fileStorage, type Storage } from './storage.ts';
import { createProbe } from './testing/probe-type.ts';
import { eventOf, source, startRun, startTestEngine } from './testing/test-engine.ts';

const probe = (fields: object = {}) => ({ type: 'test.probe', ...fields });

type Disk = {
  readonly storage: Storage;
  readonly dataDir: string;
  /** Called before every sync of the journal. */
  beforeSync: () => Promise<void> | void;
};

function createDisk(): Disk {
  const dataDir = createTemporaryFolder();
  const { documents } = fileStorage(dataDir, { env: {}, now: Date.now });
  const files: FileSystem = {
    ...nodeFiles,
    open: async (path, mode) => {
      const file = await nodeFiles.open(path, mode);
      if (!path.endsWith('.jsonl')) return file;
      const sync = async () => {
        await disk.beforeSync();
        await file.sync();
      };
      return { ...file, sync };
    },
  };
  const disk: Disk = {
    dataDir,
    beforeSync: () => undefined,
    storage: {
      documents,
      openRecords: async () => ({
        history: await openFileHistory({ folder: join(dataDir, 'history') }),
        journal: await openFileJournal({ folder: join(dataDir, 'journal'), files }),
      }),
    },
  };
  return disk;
}

function noSpace(): never {
  throw Object.assign(new Error('ENOSPC: no space left on device, fdatasync'), { code: 'ENOSPC' });
}

describe('when the disk takes nothing any more', () => {
  it('the engine says so, starts nothing more, and its runs go on at the next start', async () => {
    const disk = createDisk();
    const held = createProbe();
    const { engine, dataDir } = await startTestEngine({ types: [held.type], storage: disk.storage, dataDir: disk.dataDir });
    const workflow = source({ tasks: { a: probe(), b: probe({ needs: ['a'] }) } });
    const run = await startRun(engine, { workflow });
    const finished = engine.whenFinished(run);
    const call = await held.call(1);
    disk.beforeSync = noSpace;

    call.end({ type: 'succeeded', output: 'lost' });
    await expect(finished).rejects.toThrow('ENOSPC');

    expect(engine.fault()).toMatchObject({ code: 'journal_failed', message: expect.stringContaining('no space left') });
    expect(await engine.startRun({ workflow })).toMatchObject({ ok: false, failure: { code: 'journal_failed' } });
    expect(held.calls).toHaveLength(1);
    await engine.stop();

    const second = createProbe({ execute: () => ({ type: 'succeeded', output: 'again' }) });
    const after = await startTestEngine({ types: [second.type], dataDir });
    expect(await after.engine.whenFinished(run)).toMatchObject({ status: 'succeeded', tasks: { a: { output: 'again', attempts: 2 } } });
  });

  it('the engine goes on by itself when there is room again, and what ended meanwhile is recorded once', async () => {
    const disk = createDisk();
    const held = createProbe();
    const { engine, dataDir } = await startTestEngine({ types: [held.type], storage: disk.storage, dataDir: disk.dataDir });
    const workflow = source({ tasks: { a: probe(), b: probe({ needs: ['a'] }), other: probe() } });
    const run = await startRun(engine, { workflow });
    await held.call(2);
    const stalled = engine.whenFinished(run);
    disk.beforeSync = noSpace;
    held.calls.find(({ context }) => context.path === 'a')?.end({ type: 'succeeded', output: 'kept' });
    await expect(stalled).rejects.toThrow('ENOSPC');
    expect(engine.health()).toMatchObject({ state: 'stalled', failure: { kind: 'transient', code: 'journal_failed' } });
    held.calls.find(({ context }) => context.path === 'other')?.end({ type: 'succeeded', output: 'also kept' });
    expect(await engine.startRun({ workflow })).toMatchObject({ ok: false, failure: { code: 'journal_failed' } });
    expect(await engine.cancel(run)).toMatchObject({ ok: false, failure: { code: 'journal_failed' } });

    disk.beforeSync = () => undefined;
    (await held.call(3)).end({ type: 'succeeded', output: null });
    await eventOf(engine, run, 'run.finished');

    expect(engine.health()).toEqual({ state: 'ok', failure: null, since: null, archiving: null });
    const tasks = { a: { attempts: 1, output: 'kept' }, b: { attempts: 1 }, other: { attempts: 1, output: 'also kept' } };
    expect(await engine.whenFinished(run)).toMatchObject({ status: 'succeeded', tasks });
    const next = await startRun(engine, { workflow: source({ tasks: { a: { type: 'data.set', with: { values: {} } } } }) });
    expect(await engine.whenFinished(next)).toMatchObject({ status: 'succeeded' });
    await engine.stop();
    const after = await startTestEngine({ dataDir });
    expect(after.report).toEqual({ recovered: [], warnings: [] });
    expect(await after.engine.runs.get(run)).toMatchObject({ status: 'succeeded', tasks });
  });

  it("one failed sync is nobody's news: the batch goes to a new segment", async () => {
    const disk = createDisk();
    let syncs = 0;
    disk.beforeSync = () => {
      syncs += 1;
      if (syncs === 1) noSpace();
    };
    const { engine } = await startTestEngine({ storage: disk.storage, dataDir: disk.dataDir });
    const run = await startRun(engine, { workflow: source({ tasks: { a: { type: 'data.set', with: { values: {} } } } }) });

    expect(await engine.whenFinished(run)).toMatchObject({ status: 'succeeded' });
    expect(syncs).toBeGreaterThan(1);
    expect(engine.fault()).toBeNull();
  });

  it('commands that come in the turn in which it fails are answered', async () => {
    const disk = createDisk();
    let onAppend: () => void = () => undefined;
    const storage: Storage = {
      ...disk.storage,
      openRecords: async () => {
        const { journal, history } = await disk.storage.openRecords();
        const append: typeof journal.append = async (events) => {
          onAppend();
          await journal.append(events);
        };
        return { journal: { ...journal, append }, history };
      },
    };
    const held = createProbe();
    const { engine } = await startTestEngine({ types: [held.type], storage });
    const run = await startRun(engine, { workflow: source({ tasks: { a: probe(), b: probe() } }) });
    const finished = engine.whenFinished(run);
    const call = await held.call(2);
    const answers: Promise<unknown>[] = [];
    onAppend = () => {
      answers.push(engine.pause(run), engine.cancel(run));
      noSpace();
    };
    call.end({ type: 'succeeded', output: null });
    await expect(finished).rejects.toThrow('ENOSPC');

    // It is tried twice before it counts as failed.
    expect(answers).toHaveLength(4);
    for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ ok: false, failure: { code: 'journal_failed' } });
  });

  it('a run that could not be recorded was not started, not even when there is room again', async () => {
    const disk = createDisk();
    const held = createProbe();
    disk.beforeSync = noSpace;
    const { engine, dataDir } = await startTestEngine({ types: [held.type], storage: disk.storage, dataDir: disk.dataDir });

    expect(await engine.startRun({ workflow: source({ tasks: { a: probe() } }) })).toMatchObject({
      ok: false,
      failure: { code: 'journal_failed' },
    });
    expect((await engine.runs.list()).runs).toEqual([]);
    disk.beforeSync = () => undefined;
    await engine.stop();

    const after = await startTestEngine({ dataDir });
    expect((await after.engine.runs.list()).runs).toEqual([]);
    expect(held.calls).toHaveLength(0);
  });
});

describe('the effect barrier', () => {
  it('an attempt with side effects begins only when everything before it is on disk', async () => {
    const disk = createDisk();
    const order: string[] = [];
    disk.beforeSync = async () => {
      // What would begin too early has every chance to.
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      order.push('synced');
    };
    const outside = createProbe({
      execute: () => {
        order.push('effect');
        return { type: 'succeeded', output: null };
      },
    });
    const { engine } = await startTestEngine({ types: [outside.type], storage: disk.storage, dataDir: disk.dataDir });
    const pure = { type: 'data.set', with: { values: {} } };

    const run = await startRun(engine, {
      workflow: source({ tasks: { a: pure, b: { ...pure, needs: ['a'] }, c: probe({ needs: ['b'] }) } }),
    });
    await engine.whenFinished(run);

    // One sync for the whole chain of pure tasks, then the effect, then its result.
    expect(order).toEqual(['synced', 'effect', 'synced']);
  });
});

describe('when planning goes wrong', () => {
  it('the run stands still, says so, and goes on at the next start; the others never notice', async () => {
    let isFailing = false;
    const clock = {
      ...systemClock,
      now: () => {
        if (isFailing) throw new Error('no time');
        return Date.now();
      },
    };
    const first = createProbe();
    const { engine, dataDir } = await startTestEngine({ types: [first.type], clock });
    const workflow = source({ tasks: { a: probe(), b: probe({ needs: ['a'] }) } });
    const unlucky = await startRun(engine, { workflow });
    const lucky = await startRun(engine, { workflow });
    const finished = engine.whenFinished(unlucky);
    await first.call(2);

    first.calls.find((call) => call.context.run.id === unlucky)?.end({ type: 'succeeded', output: null });
    isFailing = true;
    await expect(finished).rejects.toThrow('no time');
    isFailing = false;

    expect(await engine.cancel(unlucky)).toMatchObject({ ok: false, failure: { message: expect.stringContaining('stands still') } });
    first.calls.find((call) => call.context.run.id === lucky)?.end({ type: 'succeeded', output: null });
    (await first.call(3)).end({ type: 'succeeded', output: null });
    expect(await engine.whenFinished(lucky)).toMatchObject({ status: 'succeeded' });
    await engine.stop();

    const second = createProbe({ execute: () => ({ type: 'succeeded', output: null }) });
    const after = await startTestEngine({ types: [second.type], dataDir });
    expect(await after.engine.whenFinished(unlucky)).toMatchObject({ status: 'succeeded' });
  });
});
