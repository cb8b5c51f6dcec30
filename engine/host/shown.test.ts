import { describe, expect, it } from 'vitest';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import type { RunMessage } from './engine.ts';
import { fileStorage, type Storage } from './storage.ts';
import { createProbe } from './testing/probe-type.ts';
import { eventOf, source, startRun, startTestEngine } from './testing/test-engine.ts';

const probe = (fields: object = {}) => ({ type: 'test.probe', ...fields });
const done = { type: 'succeeded', output: 'done' } as const;

/** A disk whose journal takes its time, or fails, when the test says so. */
function createSlowDisk() {
  const { documents, openRecords } = fileStorage(createTemporaryFolder(), { env: {}, now: Date.now });
  const disk = {
    appended: () => undefined as unknown,
    beforeAppend: async () => undefined as unknown,
    storage: {
      documents,
      openRecords: async () => {
        const { journal, history } = await openRecords();
        const append: typeof journal.append = async (events) => {
          disk.appended();
          await disk.beforeAppend();
          await journal.append(events);
        };
        return { journal: { ...journal, append }, history };
      },
    } satisfies Storage,
  };
  return disk;
}

/** Holds the next appends back until `open` is called. */
function holdAppends(disk: ReturnType<typeof createSlowDisk>) {
  let open: () => void = () => undefined;
  const isOpen = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    disk.appended = () => resolve();
  });
  disk.beforeAppend = () => isOpen;
  return { open: () => open(), reached };
}

describe('what is shown of a run', () => {
  it('is on disk', async () => {
    const disk = createSlowDisk();
    const held = createProbe();
    const { engine } = await startTestEngine({ types: [held.type], storage: disk.storage });
    const run = await startRun(engine, { workflow: source({ tasks: { a: probe() } }) });
    const call = await held.call(1);
    const gate = holdAppends(disk);
    const answers: string[] = [];
    call.end(done);
    await gate.reached;

    const types = (await engine.runs.events(run)).map((event) => event.type);
    const reading = [
      engine.runs.get(run).then((record) => answers.push(`${record?.status}`)),
      engine.runs.list().then(({ runs: [summary] }) => answers.push(`${summary?.status}`)),
    ];
    // What would answer too early has every chance to.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(types).toEqual(['run.created', 'run.started', 'task.started']);
    expect(answers).toEqual([]);

    gate.open();
    await Promise.all(reading);
    expect(answers).toEqual(['succeeded', 'succeeded']);
    expect((await engine.runs.events(run)).at(-1)?.type).toBe('run.finished');
  });

  it('is what was on disk when the journal has failed', async () => {
    const disk = createSlowDisk();
    const held = createProbe();
    const { engine } = await startTestEngine({ types: [held.type], storage: disk.storage });
    const run = await startRun(engine, { workflow: source({ tasks: { a: probe() } }) });
    const finished = engine.whenFinished(run);
    const call = await held.call(1);
    disk.beforeAppend = () => Promise.reject(new Error('ENOSPC'));
    call.end(done);
    await expect(finished).rejects.toThrow('ENOSPC');

    expect(await engine.runs.get(run)).toMatchObject({ status: 'running', tasks: { a: { status: 'running' } } });
    expect((await engine.runs.list()).runs).toMatchObject([{ id: run, status: 'running' }]);
    expect((await engine.runs.events(run)).at(-1)?.type).toBe('task.started');
  });

  it('has no approval in it that is not on disk', async () => {
    const disk = createSlowDisk();
    const { engine } = await startTestEngine({ storage: disk.storage });
    const ask = { type: 'flow.approval', needs: ['wait'], with: { title: 'Now?' } };
    const first = { type: 'flow.approval', with: { title: 'First?' } };
    const run = await startRun(engine, { workflow: source({ tasks: { wait: first, ask } }) });
    await eventOf(engine, run, 'task.waiting');
    expect(engine.approvals()).toMatchObject([{ path: 'wait' }]);
    const gate = holdAppends(disk);

    const decided = engine.decide(run, 'wait', { decision: 'approved', by: 'ada' });
    await gate.reached;
    expect(engine.approvals()).toEqual([]);
    gate.open();
    await decided;
    await engine.runs.get(run);

    expect(engine.approvals()).toMatchObject([{ path: 'ask' }]);
  });
});

describe('what subscribers hear', () => {
  it('log lines come behind the events that led to them, and before those that followed', async () => {
    const { engine } = await startTestEngine();
    const heard: string[] = [];
    const tell = (message: RunMessage) => {
      if (message.type === 'log') heard.push(`${message.line.task}: ${message.line.text}`);
      else if ('path' in message.event) heard.push(`${message.event.path}: ${message.event.type}`);
    };
    engine.subscribe('*', tell);
    const log = (message: string, fields: object = {}) => ({ type: 'log.write', with: { message }, ...fields });

    const run = await startRun(engine, { workflow: source({ tasks: { a: log('one'), b: log('two', { needs: ['a'] }) } }) });
    await engine.whenFinished(run);

    expect(heard).toEqual(['a: task.started', 'a: one', 'a: task.succeeded', 'b: task.started', 'b: two', 'b: task.succeeded']);
  });
});
