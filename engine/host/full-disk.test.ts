// A real disk that is really full: a file system of a few hundred kilobytes in memory. Runs where mounting is permitted.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { createEngine, type Engine } from './engine.ts';
import { source, startRun } from './testing/test-engine.ts';

function smallDisk(kilobytes: number): string {
  const folder = createTemporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k,mode=0700`, 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  return folder;
}

/** Takes what room there is left. */
function fill(dataDir: string): string {
  const path = join(dataDir, 'filling');
  for (const sizeBytes of [1 << 20, 1 << 16, 1 << 12]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(sizeBytes), { flag: 'a' });
    } catch {
      // Smaller pieces may still fit.
    }
  }
  return path;
}

const workflow = source({ tasks: { a: { type: 'data.set', with: { values: { text: 'x'.repeat(2000) } } } } });

async function startUntilRefused(engine: Engine): Promise<{ ids: string[]; refusal: string }> {
  const ids: string[] = [];
  for (;;) {
    const started = await engine.startRun({ workflow });
    if (!started.ok) return { ids, refusal: started.failure.code };
    ids.push(started.value.id);
  }
}

async function untilAccepted(engine: Engine): Promise<string> {
  for (;;) {
    const started = await engine.startRun({ workflow });
    if (started.ok) return started.value.id;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe.each([64, 256, 1024])('on a disk of %i KiB', (kilobytes) => {
  it('the engine takes runs until it is full, says so, goes on when there is room, and has lost nothing', async () => {
    const dataDir = smallDisk(kilobytes);
    const engine = createEngine({ dataDir });
    expect(await engine.start()).toMatchObject({ ok: true });
    const first = await startRun(engine, { workflow });
    await engine.whenFinished(first);
    const filling = fill(dataDir);

    const { ids, refusal } = await startUntilRefused(engine);
    expect(['journal_failed', 'not_recorded']).toContain(refusal);
    rmSync(filling);
    const last = await untilAccepted(engine);
    await engine.whenFinished(last);
    await Promise.all(ids.map((id) => engine.whenFinished(id)));
    await engine.stop();

    const again = createEngine({ dataDir });
    expect(await again.start()).toMatchObject({ ok: true, value: { warnings: [] } });
    const known = new Map((await again.runs.list({ limit: 10_000 })).runs.map((run) => [run.id, run.status]));
    for (const id of [first, ...ids, last]) expect(known.get(id)).toBe('succeeded');
    expect(known.size).toBe(ids.length + 2);
    await again.stop();
  });

  it('an engine starts on a disk that is full already, and shows what is there', async () => {
    const dataDir = smallDisk(kilobytes);
    const engine = createEngine({ dataDir });
    await engine.start();
    const run = await startRun(engine, { workflow });
    await engine.whenFinished(run);
    await engine.stop();
    fill(dataDir);

    const again = createEngine({ dataDir });

    expect(await again.start()).toMatchObject({ ok: true });
    expect(await again.runs.get(run)).toMatchObject({ status: 'succeeded' });
    await again.stop();
  });
});
