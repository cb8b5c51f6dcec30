import { describe, expect, it } from 'vitest';
import { createManualClock } from './testing/manual-clock.ts';
import { createProbe } from './testing/probe-type.ts';
import { eventOf, source, startRun, startTestEngine } from './testing/test-engine.ts';

const probe = (fields: object = {}) => ({ type: 'test.probe', ...fields });
const approval = (fields: object = {}) => ({ type: 'flow.approval', with: { title: 'Go on?' }, ...fields });
const done = { type: 'succeeded', output: null } as const;

describe('slots', () => {
  it('a group that is tried again while its members wait for slots leaves all of them free in the end', async () => {
    const clock = createManualClock();
    const held = createProbe();
    const { engine } = await startTestEngine({ types: [held.type], clock, slots: 4 });
    const blocking = [0, 1, 2, 3].map(() => startRun(engine, { workflow: source({ id: 'blocking', tasks: { a: probe() } }) }));
    await Promise.all(blocking);
    await held.call(4);
    const group = { tasks: { x: probe(), y: probe() }, timeout: '10s', retry: { attempts: 2, delay: '1s', jitter: 'none' } };
    const run = await startRun(engine, { workflow: source({ tasks: { g: { type: 'group', ...group } } }) });
    await eventOf(engine, run, 'task.started');
    const retried = eventOf(engine, run, 'task.failed');
    clock.advance(10_000);
    await retried;
    const resumed = eventOf(engine, run, 'task.resumed');
    clock.advance(1000);
    await resumed;

    for (const call of held.calls.slice(0, 4)) call.end(done);
    (await held.call(5)).end(done);
    (await held.call(6)).end(done);
    expect(await engine.whenFinished(run)).toMatchObject({ status: 'succeeded' });

    // All slots can be taken at the same time again.
    await startRun(engine, { workflow: source({ tasks: { a: probe(), b: probe(), c: probe(), d: probe() } }) });
    await held.call(10);
    expect(held.calls).toHaveLength(10);
  });

  it('tasks that wait in a pool leave the slots of the engine to others', async () => {
    const held = createProbe();
    const { engine } = await startTestEngine({ types: [held.type], slots: 2, pools: { people: 2 } });
    const run = await startRun(engine, {
      workflow: source({ tasks: { a: approval({ pool: 'people' }), b: approval({ pool: 'people' }), c: approval({ pool: 'people' }) } }),
    });
    await eventOf(engine, run, 'task.waiting');

    const other = await startRun(engine, { workflow: source({ id: 'other', tasks: { a: probe(), b: probe() } }) });
    const calls = [await held.call(1), await held.call(2)];

    expect(engine.approvals().map(({ path }) => path)).toEqual(['a', 'b']);
    for (const call of calls) call.end(done);
    expect(await engine.whenFinished(other)).toMatchObject({ status: 'succeeded' });
    await engine.decide(run, 'a', { decision: 'approved', by: 'ada' });
    await eventOf(engine, run, 'task.waiting');
    expect((await engine.runs.get(run))?.tasks.a).toMatchObject({ status: 'succeeded' });
  });

  it('a waiting task has its place in its pool also after a restart', async () => {
    const workflow = source({ tasks: { ask: approval({ pool: 'one' }) } });
    const before = await startTestEngine({ pools: { one: 1 } });
    const run = await startRun(before.engine, { workflow });
    await eventOf(before.engine, run, 'task.waiting');
    before.kill();
    const held = createProbe();
    const after = await startTestEngine({ dataDir: before.dataDir, types: [held.type], pools: { one: 1 } });

    const pooled = await startRun(after.engine, { workflow: source({ id: 'pooled', tasks: { a: probe({ pool: 'one' }) } }) });
    const free = await startRun(after.engine, {
      workflow: source({ id: 'free', tasks: { a: { type: 'data.set', with: { values: {} } } } }),
    });
    await after.engine.whenFinished(free);
    expect((await after.engine.runs.get(pooled))?.tasks.a?.status).toBe('queued');

    await after.engine.decide(run, 'ask', { decision: 'approved', by: 'ada' });
    (await held.call(1)).end(done);
    expect(await after.engine.whenFinished(pooled)).toMatchObject({ status: 'succeeded' });
  });
});
