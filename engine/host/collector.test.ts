import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createManualClock } from './testing/manual-clock.ts';
import { createProbe } from './testing/probe-type.ts';
import { eventOf, linesOf, source, startRun, startTestEngine } from './testing/test-engine.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
const large = (letter: string) => letter.repeat(100_000);
const give = (value: string, fields: object = {}) => ({ type: 'data.set', with: { values: { value } }, ...fields });

async function blobsIn(dataDir: string): Promise<readonly string[]> {
  const groups = await readdir(join(dataDir, 'blobs')).catch(() => []);
  const names = await Promise.all(groups.map((group) => readdir(join(dataDir, 'blobs', group))));
  return names.flat();
}

/** Runs a workflow of one or more tasks to its end. */
async function runToEnd({ engine }: Awaited<ReturnType<typeof startTestEngine>>, tasks: object): Promise<string> {
  const run = await startRun(engine, { workflow: source({ tasks }) });
  expect(await engine.whenFinished(run)).toMatchObject({ status: 'succeeded' });
  return run;
}

describe('a run that is removed', () => {
  it('leaves nothing behind: no summary, no events, no log, no large value', async () => {
    const clock = createManualClock();
    const started = await startTestEngine({ clock });
    const log = { type: 'log.write', with: { message: 'hello' } };
    const run = await runToEnd(started, { a: give(large('a')), log, ended: give(large('b'), { needs: ['a'] }) });
    expect(await blobsIn(started.dataDir)).toHaveLength(2);
    clock.advance(2 * minuteMs);

    expect(await started.engine.removeRuns([run])).toEqual({ ok: true, value: null });

    expect(await started.engine.runs.get(run)).toBeNull();
    expect((await started.engine.runs.list()).runs).toEqual([]);
    expect(await linesOf(started.engine, run)).toEqual([]);
    expect(await blobsIn(started.dataDir)).toEqual([]);
  });

  it('keeps the values that another run refers to, be it finished, going on, or a repetition of the one removed', async () => {
    const clock = createManualClock();
    const held = createProbe();
    const started = await startTestEngine({ clock, types: [held.type] });
    const gone = await runToEnd(started, { a: give(large('a')), b: give(large('b')), c: give(large('c')), d: give(large('d')) });
    const finished = await runToEnd(started, { a: give(large('a')) });
    const again = { a: give(large('b')), hold: { type: 'test.probe', needs: ['a'] } };
    const going = await startRun(started.engine, { workflow: source({ tasks: again }) });
    await held.call(1);
    const origin = await runToEnd(started, { a: give(large('c')) });
    const rerun = await startRun(started.engine, { rerun: { run: origin, from: 'failed' } });
    await started.engine.whenFinished(rerun);
    held.calls[0]?.end({ type: 'succeeded', output: null });
    await started.engine.whenFinished(going);
    clock.advance(2 * minuteMs);

    expect(await started.engine.removeRuns([gone, origin])).toMatchObject({ ok: true });

    expect(await blobsIn(started.dataDir)).toHaveLength(3);
    for (const [run, letter] of [
      [finished, 'a'],
      [going, 'b'],
      [rerun, 'c'],
    ] as const) {
      expect(await started.engine.runs.get(run)).toMatchObject({ tasks: { a: { output: { value: large(letter) } } } });
    }
  });

  it('is refused as long as it goes on, and when there is none', async () => {
    const held = createProbe();
    const { engine } = await startTestEngine({ types: [held.type] });
    const run = await startRun(engine, { workflow: source({ tasks: { a: { type: 'test.probe' } } }) });
    await held.call(1);

    expect(await engine.removeRuns([run])).toMatchObject({ ok: false, failure: { code: 'run_not_finished' } });
    expect(await engine.removeRuns(['20260101-000000-nothing'])).toMatchObject({ ok: false, failure: { code: 'run_not_found' } });
  });
});

describe('a large value that nothing refers to', () => {
  it('stays while an attempt may be about to refer to it, and goes when none is', async () => {
    const clock = createManualClock();
    const held = createProbe();
    const started = await startTestEngine({ clock, types: [held.type] });
    const gone = await runToEnd(started, { a: give(large('a')) });
    clock.advance(dayMs);
    const run = await startRun(started.engine, { workflow: source({ tasks: { a: { type: 'test.probe' } } }) });
    const call = await held.call(1);
    const kept = await call.context.blobs.put(Buffer.from(JSON.stringify({ value: large('a') })), 'application/json');
    const other = await call.context.blobs.put(Buffer.from('unused'), 'text/plain');
    clock.advance(dayMs);

    await started.engine.removeRuns([gone]);
    expect(await blobsIn(started.dataDir)).toHaveLength(2);

    call.end({ type: 'succeeded', output: { report: kept.hash } });
    await started.engine.whenFinished(run);
    await started.engine.removeRuns([await runToEnd(started, { a: give('small') })]);
    clock.advance(2 * dayMs);
    await vi.waitFor(async () => expect(await blobsIn(started.dataDir)).toEqual([kept.hash]), 30_000);
    expect(await started.engine.blobs.get(other.hash)).toBeNull();
  });

  it('is found after a crash by the next engine, with the logs of runs that are gone', async () => {
    const clock = createManualClock();
    const first = await startTestEngine({ clock });
    const kept = await runToEnd(first, { a: give(large('a')), log: { type: 'log.write', with: { message: 'kept' } } });
    await first.engine.stop();
    await writeFile(join(first.dataDir, 'logs', '2026-03', '20260301-000000-gone.jsonl'), '{}\n');
    const orphan = 'f'.repeat(64);
    await mkdir(join(first.dataDir, 'blobs', 'ff'), { recursive: true });
    await writeFile(join(first.dataDir, 'blobs', 'ff', orphan), 'x');
    await writeFile(join(first.dataDir, 'blobs', 'ff', 'not-ours.txt'), 'x');

    const second = await startTestEngine({ clock, dataDir: first.dataDir });
    clock.advance(dayMs);

    await vi.waitFor(async () => expect(await readdir(join(first.dataDir, 'logs', '2026-03'))).toEqual([`${kept}.jsonl`]), 30_000);
    expect(await readdir(join(first.dataDir, 'blobs', 'ff'))).toEqual(['not-ours.txt']);
    expect(await second.engine.runs.get(kept)).toMatchObject({ tasks: { a: { output: { value: large('a') } } } });
  });

  it('stays while a run that cannot go on refers to it', async () => {
    const clock = createManualClock();
    const held = createProbe();
    const first = await startTestEngine({ clock, types: [held.type] });
    const run = await startRun(first.engine, {
      workflow: source({ tasks: { a: give(large('a')), hold: { type: 'test.probe', needs: ['a'] } } }),
    });
    await held.call(1);
    await eventOf(first.engine, run, 'task.started');
    first.kill();
    const [version] = await readdir(join(first.dataDir, 'versions'));
    await writeFile(join(first.dataDir, 'versions', version as string), 'no JSON');

    const second = await startTestEngine({ clock, dataDir: first.dataDir, types: [held.type] });
    const other = await runToEnd(second, { a: give(large('a')) });
    clock.advance(dayMs);
    await second.engine.removeRuns([other]);

    expect(second.report.warnings).toHaveLength(1);
    expect(await blobsIn(first.dataDir)).toHaveLength(1);
  });
});

describe('a cached result', () => {
  it('keeps its large value when the run it came from is gone, and goes with it when it is old', async () => {
    const clock = createManualClock();
    const started = await startTestEngine({ clock });
    const tasks = { a: give(large('a'), { cache: {} }) };
    const gone = await runToEnd(started, tasks);
    clock.advance(dayMs);
    await started.engine.removeRuns([gone]);
    expect(await blobsIn(started.dataDir)).toHaveLength(1);

    const again = await startRun(started.engine, { workflow: source({ tasks }) });
    expect(await started.engine.whenFinished(again)).toMatchObject({ tasks: { a: { from: 'cache' } } });
    await started.engine.removeRuns([again]);
    clock.advance(31 * dayMs);

    await vi.waitFor(async () => expect(await blobsIn(started.dataDir)).toEqual([]), 30_000);
  });
});
