// Data directories as released versions left them: `engine/testing/fixtures/data-<version>`, each with a word on how it was made.
import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nodeFiles } from '../adapters/file-system.ts';
import { checkData } from '../adapters/inspection/check-data.ts';
import type { RunRecord } from '../run/view.ts';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { openReadOnly } from './engine.ts';
import { createManualClock } from './testing/manual-clock.ts';
import { linesOf, startTestEngine } from './testing/test-engine.ts';

const fixtures = fileURLToPath(new URL('../testing/fixtures/', import.meta.url));
const releases = (await readdir(fixtures)).filter((name) => name.startsWith('data-'));

type Expected = { readonly killedAt: number; readonly runs: { readonly [name: string]: RunRecord } };

async function openRelease(release: string): Promise<Expected & { readonly dataDir: string; readonly id: (name: string) => string }> {
  const dataDir = join(createTemporaryFolder(), 'data');
  await cp(join(fixtures, release, 'data'), dataDir, { recursive: true });
  const expected = JSON.parse(await readFile(join(fixtures, release, 'expected.json'), 'utf8')) as Expected;
  return { ...expected, dataDir, id: (name) => expected.runs[name]?.id ?? '' };
}

it('there is one of every version that was released', async () => {
  expect(releases).toContain('data-0.1.0');
});

describe.each(releases)('%s', (release) => {
  it('has no damage', async () => {
    const { dataDir } = await openRelease(release);

    const { findings } = await checkData({ dataDir, files: nodeFiles, now: Date.now() });

    expect(findings.filter(({ severity }) => severity === 'damage')).toEqual([]);
  });

  it('shows its runs as they were when it was left', async () => {
    const { dataDir, runs } = await openRelease(release);
    const files = await openReadOnly({ dataDir });

    for (const record of Object.values(runs)) expect(await files.runs.get(record.id)).toEqual(record);
    expect((await files.runs.list()).runs.map(({ id }) => id).sort()).toEqual(
      Object.values(runs)
        .map(({ id }) => id)
        .sort(),
    );
    await files.close();
  });

  it('goes on where it was', async () => {
    const { dataDir, runs, killedAt, id } = await openRelease(release);
    const clock = createManualClock(killedAt);

    const { engine, report } = await startTestEngine({ dataDir, clock });

    expect(report.warnings).toEqual([]);
    const went = ['approval', 'interrupted', 'paused', 'retrying'];
    expect(report.recovered.map(({ workflow }) => workflow).sort()).toEqual(went);
    for (const name of ['finished', 'failed']) expect(await engine.runs.get(id(name))).toEqual(runs[name]);
    expect(await linesOf(engine, id('finished'))).toMatchObject([{ task: 'say', text: 'Hello Oslo' }]);
    expect(await engine.whenFinished(id('interrupted'))).toMatchObject({
      status: 'failed',
      tasks: { before: { status: 'succeeded' }, long: { status: 'failed', error: { code: 'interrupted' } } },
    });
    expect(await engine.runs.get(id('paused'))).toEqual(runs.paused);
    expect(await engine.runs.get(id('retrying'))).toEqual(runs.retrying);
    await engine.decide(id('approval'), 'ask', { decision: 'approved', by: 'ann' });
    expect(await engine.whenFinished(id('approval'))).toMatchObject({
      status: 'succeeded',
      tasks: { each: { output: [{ n: 'a' }, { n: 'b' }] }, after: { output: { done: true } } },
    });
    clock.advance(3_600_000);
    expect(await engine.whenFinished(id('retrying'))).toMatchObject({ status: 'failed', tasks: { again: { attempts: 2 } } });
    const rerun = await engine.startRun({ rerun: { run: id('finished'), from: 'task', task: 'say' } });
    expect(rerun.ok && (await engine.whenFinished(rerun.value.id))).toMatchObject({
      status: 'succeeded',
      tasks: { large: { from: 'rerun' } },
      outputs: { doubles: [2, 4, 6], large: 14_000 },
    });
  });
});
