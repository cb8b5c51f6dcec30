import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFileJournal } from '../adapters/journal-file.ts';
import type { RunEvent } from '../run/event.ts';
import { createManualClock } from './testing/manual-clock.ts';
import { createProbe } from './testing/probe-type.ts';
import { eventOf, source, startRun, startTestEngine } from './testing/test-engine.ts';

const probe = (fields: object = {}) => ({ type: 'test.probe', ...fields });
const set = (values: object, fields: object = {}) => ({ type: 'data.set', with: { values }, ...fields });

/** Makes the journal of a dead engine say what it would say had the engine died at another moment. */
async function rewriteEvents(dataDir: string, rewrite: (event: RunEvent) => readonly RunEvent[]): Promise<void> {
  const journal = await openFileJournal({ folder: join(dataDir, 'journal') });
  const events: RunEvent[] = [];
  for await (const event of journal.read()) events.push(event);
  await journal.release([...new Set(events.map((event) => event.run))]);
  const seqs = new Map<string, number>();
  await journal.append(
    events.flatMap(rewrite).map((event) => {
      const seq = (seqs.get(event.run) ?? 0) + 1;
      seqs.set(event.run, seq);
      return { ...event, seq };
    }),
  );
  await journal.close();
}

describe('a run outlives the process', () => {
  it('an interrupted attempt of an idempotent type runs again with a new number', async () => {
    const first = createProbe();
    const before = await startTestEngine({ types: [first.type] });
    const run = await startRun(before.engine, { workflow: source({ tasks: { a: set({ n: 1 }), b: probe({ needs: ['a'] }) } }) });
    await first.call(1);
    before.kill();
    const second = createProbe();
    const after = await startTestEngine({ types: [second.type], dataDir: before.dataDir });

    const call = await second.call(1);
    call.end({ type: 'succeeded', output: 'again' });
    const record = await after.engine.whenFinished(run);

    expect(after.report.recovered).toEqual([{ id: run, workflow: 'test', interrupted: 1 }]);
    expect(call.context.attempt).toBe(2);
    expect(record).toMatchObject({ status: 'succeeded', tasks: { a: { attempts: 1 }, b: { attempts: 2, output: 'again' } } });
  });

  it('an interrupted attempt of a type that is not idempotent fails, and nothing runs twice', async () => {
    const first = createProbe({ idempotent: false });
    const before = await startTestEngine({ types: [first.type] });
    const run = await startRun(before.engine, { workflow: source({ tasks: { a: probe() } }) });
    await first.call(1);
    before.kill();
    const second = createProbe({ idempotent: false });
    const after = await startTestEngine({ types: [second.type], dataDir: before.dataDir });

    const record = await after.engine.whenFinished(run);

    expect(record).toMatchObject({ status: 'failed', tasks: { a: { error: { code: 'interrupted' } } } });
    expect(second.calls).toHaveLength(0);
  });

  it('the delay before a retry goes on where it was', async () => {
    const clock = createManualClock();
    const failing = createProbe({ execute: () => ({ type: 'failed', failure: { kind: 'transient', code: 'busy', message: 'Busy' } }) });
    const before = await startTestEngine({ types: [failing.type], clock });
    const retry = { attempts: 2, delay: '10m', jitter: 'none' };
    const run = await startRun(before.engine, { workflow: source({ tasks: { a: probe({ retry }) } }) });
    await eventOf(before.engine, run, 'task.failed');
    before.kill();
    clock.advance(9 * 60_000);
    const second = createProbe();
    const after = await startTestEngine({ types: [second.type], dataDir: before.dataDir, clock });

    expect(after.report.recovered[0]?.interrupted).toBe(0);
    expect((await after.engine.runs.get(run))?.status).toBe('waiting');
    clock.advance(60_000);
    (await second.call(1)).end({ type: 'succeeded', output: null });

    expect(await after.engine.whenFinished(run)).toMatchObject({ status: 'succeeded', tasks: { a: { attempts: 2 } } });
  });

  it('a wait that ended while nobody was there ends at the start', async () => {
    const clock = createManualClock();
    const before = await startTestEngine({ clock });
    const run = await startRun(before.engine, { workflow: source({ tasks: { a: { type: 'flow.wait', with: { for: '1d' } } } }) });
    await eventOf(before.engine, run, 'task.waiting');
    before.kill();
    clock.advance(2 * 86_400_000);

    const after = await startTestEngine({ dataDir: before.dataDir, clock });

    expect(await after.engine.whenFinished(run)).toMatchObject({ status: 'succeeded' });
  });

  it('an approval can be decided after a restart', async () => {
    const before = await startTestEngine();
    const tasks = { ask: { type: 'flow.approval', with: { title: 'Ship it?' } }, ship: set({ ok: true }, { needs: ['ask:approved'] }) };
    const run = await startRun(before.engine, { workflow: source({ tasks }) });
    await eventOf(before.engine, run, 'task.waiting');
    before.kill();
    const after = await startTestEngine({ dataDir: before.dataDir });

    expect(after.engine.approvals()).toMatchObject([{ run, path: 'ask', title: 'Ship it?' }]);
    expect(await after.engine.decide(run, 'ask', { decision: 'approved', by: 'ada' })).toEqual({ ok: true, value: null });

    expect(await after.engine.whenFinished(run)).toMatchObject({ status: 'succeeded', tasks: { ship: { status: 'succeeded' } } });
    expect(after.engine.approvals()).toEqual([]);
  });

  it('a task stands at its breakpoint after a restart, and goes on from there', async () => {
    const before = await startTestEngine({ pools: { one: 1 } });
    const tasks = {
      a: set({ n: 1 }),
      b: set({ n: 2 }, { needs: ['a'], pool: 'one', when: 'tasks.a.output.n == 1' }),
      c: set({}, { needs: ['b'] }),
    };
    const run = await startRun(before.engine, { workflow: source({ tasks }), breakpoints: ['b'], upTo: 'b' });
    await eventOf(before.engine, run, 'task.waiting');
    before.kill();
    const after = await startTestEngine({ dataDir: before.dataDir, pools: { one: 1 } });

    expect(await after.engine.runs.get(run)).toMatchObject({ status: 'waiting', tasks: { b: { status: 'waiting', attempts: 0 } } });
    const other = await startRun(after.engine, { workflow: source({ id: 'other', tasks: { a: set({}, { pool: 'one' }) } }) });
    expect(await after.engine.whenFinished(other)).toMatchObject({ status: 'succeeded' });
    expect(await after.engine.continue(run, { path: 'b' })).toEqual({ ok: true, value: null });

    const record = await after.engine.whenFinished(run);
    expect(record).toMatchObject({
      status: 'succeeded',
      tasks: { a: { attempts: 1 }, b: { status: 'succeeded', attempts: 1 }, c: { skipped: { reason: 'not_selected' } } },
    });
    after.kill();
    const later = await startTestEngine({ dataDir: before.dataDir });
    expect(await later.engine.runs.get(run)).toEqual(record);
  });

  it('a called run and its caller both go on, and the call is not made twice', async () => {
    const first = createProbe();
    const before = await startTestEngine({ types: [first.type] });
    await before.engine.workflows.save(
      'child',
      JSON.stringify({ format: 1, id: 'child', tasks: { a: probe() }, outputs: { x: '{{ tasks.a.output }}' } }),
    );
    const run = await startRun(before.engine, {
      workflow: source({ tasks: { call: { type: 'flow.call', with: { workflow: 'child' } } } }),
    });
    await first.call(1);
    before.kill();
    const second = createProbe();
    const after = await startTestEngine({ types: [second.type], dataDir: before.dataDir });

    (await second.call(1)).end({ type: 'succeeded', output: 7 });

    expect(await after.engine.whenFinished(run)).toMatchObject({ status: 'succeeded', tasks: { call: { output: { x: 7 }, attempts: 1 } } });
    expect((await after.engine.runs.list({ workflow: 'child' })).runs).toHaveLength(1);
  });

  it('a called run is canceled with a caller that was told to stop before it began to wait', async () => {
    const first = createProbe();
    const before = await startTestEngine({ types: [first.type] });
    await before.engine.workflows.save('child', JSON.stringify({ format: 1, id: 'child', tasks: { a: probe() } }));
    const run = await startRun(before.engine, {
      workflow: source({ tasks: { call: { type: 'flow.call', with: { workflow: 'child' } } } }),
    });
    const child = (await first.call(1)).context.run.id;
    await eventOf(before.engine, run, 'task.waiting');
    before.kill();
    await rewriteEvents(before.dataDir, (event) => {
      if (event.run !== run || event.type !== 'task.waiting') return [event];
      const { run: id, seq, at } = event;
      return [
        { type: 'run.stopping', reason: 'cancel', run: id, seq, at },
        { type: 'task.stopping', path: 'call', attempt: 1, reason: 'cancel', run: id, seq: seq + 1, at },
      ];
    });
    const second = createProbe();
    const after = await startTestEngine({ types: [second.type], dataDir: before.dataDir });

    expect(await after.engine.whenFinished(run)).toMatchObject({ status: 'canceled', tasks: { call: { status: 'canceled' } } });
    expect(await after.engine.whenFinished(child)).toMatchObject({ status: 'canceled' });
  });

  it('nothing is planned before everything that was cut off is known', async () => {
    const first = createProbe();
    const before = await startTestEngine({ types: [first.type] });
    await before.engine.workflows.save('child', JSON.stringify({ format: 1, id: 'child', tasks: { a: probe() } }));
    const document = {
      tasks: {
        a: probe({ onInterrupt: 'fail' }),
        call: { type: 'flow.call', with: { workflow: 'child' } },
        b: probe({ onInterrupt: 'fail' }),
        z: probe({ needs: ['a:failed'] }),
      },
    };
    const run = await startRun(before.engine, { workflow: source(document) });
    await first.call(3);
    await eventOf(before.engine, run, 'task.waiting');
    before.kill();
    await rewriteEvents(before.dataDir, (event) => (event.run !== run || event.type === 'task.waiting' ? [] : [event]));
    const second = createProbe();
    const after = await startTestEngine({ types: [second.type], dataDir: before.dataDir });
    await second.call(2);

    const events = await after.engine.runs.events(run);
    const interrupted = events.findLastIndex((event) => event.type === 'task.interrupted');
    const behind = events.findIndex((event) => event.type === 'task.started' && event.path === 'z');
    expect(events.filter((event) => event.type === 'task.interrupted')).toHaveLength(3);
    expect(interrupted).toBeLessThan(behind);
  });

  it('a paused run stays paused', async () => {
    const first = createProbe();
    const before = await startTestEngine({ types: [first.type] });
    const run = await startRun(before.engine, { workflow: source({ tasks: { a: probe(), b: set({ n: 1 }, { needs: ['a'] }) } }) });
    const call = await first.call(1);
    await before.engine.pause(run);
    const ended = eventOf(before.engine, run, 'task.succeeded');
    call.end({ type: 'succeeded', output: null });
    await ended;
    before.kill();
    const after = await startTestEngine({ types: [first.type], dataDir: before.dataDir });

    expect((await after.engine.runs.get(run))?.status).toBe('paused');
    await after.engine.resume(run);

    expect(await after.engine.whenFinished(run)).toMatchObject({ status: 'succeeded' });
  });

  it('a run that had ended is in the history once, however often the engine starts', async () => {
    const before = await startTestEngine();
    const run = await startRun(before.engine, { workflow: source({ tasks: { a: set({ n: 1 }) } }) });
    const record = await before.engine.whenFinished(run);
    before.kill();
    for (let start = 0; start < 3; start += 1) {
      const after = await startTestEngine({ dataDir: before.dataDir });
      expect(after.report.recovered).toEqual([]);
      expect((await after.engine.runs.list()).runs).toHaveLength(1);
      expect(await after.engine.runs.get(run)).toEqual(record);
      await after.engine.stop();
    }
  });

  it('what a stopping engine breaks off goes on at the next start', async () => {
    const first = createProbe();
    const before = await startTestEngine({ types: [first.type] });
    const run = await startRun(before.engine, { workflow: source({ tasks: { a: probe({ retry: { attempts: 1 } }) } }) });
    await first.call(1);
    await before.engine.stop();
    const second = createProbe();
    const after = await startTestEngine({ types: [second.type], dataDir: before.dataDir });

    (await second.call(1)).end({ type: 'succeeded', output: null });

    expect(await after.engine.whenFinished(run)).toMatchObject({ status: 'succeeded', tasks: { a: { attempts: 2 } } });
  });

  it("a task that waits has its pool's slot again, and gives it back when it ends", async () => {
    const before = await startTestEngine({ pools: { one: 1 } });
    const waits = { type: 'flow.approval', with: { title: 'Ship it?' }, pool: 'one' };
    const first = await startRun(before.engine, { workflow: source({ tasks: { ask: waits } }) });
    await eventOf(before.engine, first, 'task.waiting');
    before.kill();
    const held = createProbe();
    const after = await startTestEngine({ dataDir: before.dataDir, pools: { one: 1 }, types: [held.type] });
    const second = await startRun(after.engine, { workflow: source({ tasks: { pooled: probe({ pool: 'one' }), free: probe() } }) });
    const free = await held.call(1);

    // It was offered behind the other, which had no slot.
    expect(free.context.path).toBe('free');
    expect(held.calls).toHaveLength(1);
    await after.engine.decide(first, 'ask', { decision: 'approved', by: 'ada' });
    const pooled = await held.call(2);

    expect(pooled.context.path).toBe('pooled');
    for (const call of [free, pooled]) call.end({ type: 'succeeded', output: null });
    expect(await after.engine.whenFinished(second)).toMatchObject({ status: 'succeeded' });
  });
});

describe('a damaged journal', () => {
  async function flipBit(dataDir: string, before: string): Promise<void> {
    const path = join(dataDir, 'journal', '000001.jsonl');
    const bytes = await readFile(path);
    const at = bytes.indexOf(before);
    bytes[at] = (bytes[at] as number) ^ 1;
    await writeFile(path, bytes);
  }

  it('never keeps the engine from starting: a run goes on from before the damage, and the others notice nothing', async () => {
    const first = createProbe();
    const before = await startTestEngine({ types: [first.type] });
    const tasks = { a: set({ n: 1 }), b: probe({ needs: ['a'] }) };
    const hurt = await startRun(before.engine, { workflow: source({ id: 'hurt', tasks }) });
    const sound = await startRun(before.engine, { workflow: source({ id: 'sound', tasks }) });
    await first.call(2);
    await eventOf(before.engine, sound, 'task.started');
    before.kill();
    await flipBit(before.dataDir, `"type":"task.succeeded","path":"a"`);
    const second = createProbe({ execute: () => ({ type: 'succeeded', output: null }) });

    const after = await startTestEngine({ types: [second.type], dataDir: before.dataDir });

    expect(await after.engine.whenFinished(hurt)).toMatchObject({ status: 'succeeded', tasks: { a: { output: { n: 1 } } } });
    expect(await after.engine.whenFinished(sound)).toMatchObject({ status: 'succeeded', tasks: { b: { attempts: 2 } } });
    expect(after.report.warnings).toEqual([
      expect.stringContaining('000001.jsonl is damaged'),
      expect.stringContaining(`Run ${hurt} of hurt goes on from before the damage`),
    ]);
    expect(await readdir(join(before.dataDir, 'journal', 'quarantine'))).toEqual(['000001.jsonl']);
  });
});
