import { describe, expect, it, onTestFinished } from 'vitest';
import { createEngine } from '../host/create-engine.ts';
import type { Engine } from '../host/engine.ts';
import { memoryStorage } from '../host/storage.ts';
import type { RunEvent } from '../run/event.ts';
import { createApi } from './create-api.ts';
import { iterateSource } from './events/iterate-source.ts';
import { routes } from './http/route-table.ts';

/** What the journal does with events before it writes them; `asked` resolves when it is next asked to. */
type Gate = { before: () => Promise<void>; asked: () => Promise<void> };

/** An engine whose journal writes when the test lets it, and the procedures in front of it. */
async function startGatedEngine() {
  const storage = memoryStorage({ env: {}, now: Date.now });
  let tellAsked: () => void = () => undefined;
  const gate: Gate = {
    before: async () => undefined,
    asked: () =>
      new Promise((resolve) => {
        tellAsked = resolve;
      }),
  };
  const openRecords = async () => {
    const { journal, history } = await storage.openRecords();
    const append = async (events: readonly RunEvent[]) => {
      tellAsked();
      await gate.before();
      await journal.append(events);
    };
    return { history, journal: { ...journal, append } };
  };
  const engine = createEngine({ dataDir: null }, { documents: storage.documents, openRecords });
  await engine.start();
  onTestFinished(() => engine.stop({ graceMs: 0 }));
  const api = createApi(engine, { version: '0', dataDir: null, pid: 1, startedAt: 0 });
  const call = async <T>(name: string, input: object = {}): Promise<T> => {
    const route = routes.find((each) => each.name === name);
    return (await route?.call(input, { context: { api, caller: 'window', deliver: iterateSource } })) as T;
  };
  return { engine, gate, call };
}

const ask = { format: 1, id: 'ask', tasks: { ok: { type: 'flow.approval', with: { title: 'Go on?' } } } };

async function startWaitingRun(engine: Engine): Promise<string> {
  const started = await engine.startRun({ workflow: { value: ask, folder: null } });
  if (!started.ok) throw new Error(started.failure.message);
  const { id } = started.value;
  const isWaiting = async () => (await engine.runs.events(id)).some(({ type }) => type === 'task.waiting');
  if (await isWaiting()) return id;
  await new Promise<void>((resolve) => {
    engine.subscribe(id, (message) => message.type === 'event' && message.event.type === 'task.waiting' && resolve());
    isWaiting().then((is) => is && resolve());
  });
  return id;
}

type Run = { readonly status: string };
type Runs = { readonly runs: readonly Run[] };
type Messages = AsyncIterable<{ readonly type: string; readonly event: RunEvent }>;

describe('while the disk takes its time', () => {
  it('nothing of a run is shown that is not on it', async () => {
    const { engine, gate, call } = await startGatedEngine();
    const id = await startWaitingRun(engine);
    let open = () => {};
    const isOpen = new Promise<void>((resolve) => {
      open = resolve;
    });
    gate.before = () => isOpen;
    const asked = gate.asked();

    const decided = engine.decide(id, 'ok', { decision: 'approved', by: 'ann' });
    await asked;
    const types: string[] = [];
    const following = call<Messages>('runs.events', { id }).then(async (messages) => {
      for await (const { event } of messages) types.push(event.type);
    });
    const shown: string[] = [];
    const reading = [
      call<Run>('runs.get', { id }).then(({ status }) => shown.push(status)),
      call<Runs>('runs.list').then(({ runs }) => shown.push(runs[0]?.status ?? '')),
    ];
    // What would answer too early has every chance to.
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));

    expect(shown.filter((status) => status !== 'waiting')).toEqual([]);
    expect(types.at(-1)).toBe('task.waiting');

    open();
    await Promise.all([decided, following, ...reading]);
    expect(types).toContain('approval.decided');
    expect(types.at(-1)).toBe('run.finished');
    expect((await call<Run>('runs.get', { id })).status).toBe('succeeded');
  });
});

describe('while the disk takes nothing', () => {
  it('what is on it is read, and changes are refused for now, with the reason', async () => {
    const { engine, gate, call } = await startGatedEngine();
    const id = await startWaitingRun(engine);
    gate.before = () => Promise.reject(new Error('ENOSPC: no space left on device'));
    const refusal = { code: 'engine_unavailable', status: 503, message: expect.stringContaining('ENOSPC') };
    // Whoever meets the failure first is told of it, too.
    await expect(call('runs.start', { document: ask })).rejects.toMatchObject(refusal);

    expect(await call('runs.get', { id })).toMatchObject({ id, status: 'waiting' });
    expect(await call('runs.list')).toMatchObject({ runs: [{ id, status: 'waiting' }] });
    expect(await call('runs.logs', { id })).toMatchObject({ lines: [] });
    expect(await call('runs.definition', { id })).toMatchObject({ id: 'ask' });
    expect(await call('approvals.list')).toMatchObject({ approvals: [{ id: `${id}:ok` }] });
    const types: string[] = [];
    for await (const { event } of await call<Messages>('runs.events', { id, follow: 'false' })) types.push(event.type);
    expect(types.at(-1)).toBe('task.waiting');
    expect(await call('system.get')).toMatchObject({ fault: { message: expect.stringContaining('ENOSPC') } });
    await expect(call('approvals.decide', { id: `${id}:ok`, decision: 'approved', by: 'ann' })).rejects.toMatchObject(refusal);
    await expect(call('runs.cancel', { id })).rejects.toMatchObject(refusal);
    await expect(call('runs.start', { document: ask })).rejects.toMatchObject(refusal);
  });
});
