import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createTemporaryFolder } from '../tasks/testing/context.ts';
import { createManualClock } from './testing/manual-clock.ts';
import { createProbe } from './testing/probe-type.ts';
import { linesOf, source, startRun, startTestEngine } from './testing/test-engine.ts';

it('runs that are not to be kept go away with their logs at a start, those that go on never', async () => {
  const dataDir = createTemporaryFolder();
  const clock = createManualClock();
  const held = createProbe();
  const first = await startTestEngine({ dataDir, clock, types: [held.type] });
  const going = await startRun(first.engine, { workflow: source({ tasks: { a: { type: 'test.probe' } } }) });
  await held.call(1);
  const ids: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    const run = await startRun(first.engine, { workflow: source({ tasks: { a: { type: 'log.write', with: { message: 'hello' } } } }) });
    await first.engine.whenFinished(run);
    clock.advance(86_400_000);
    ids.push(run);
  }
  await first.engine.stop();
  await writeFile(join(dataDir, 'settings.json'), '{ "history": { "keepDays": 30, "workflows": { "test": { "keepRuns": 1 } } } }');

  const second = await startTestEngine({ dataDir, clock, types: [held.type] });
  // An engine that is stopped at once leaves the rest to its next start.
  await expect.poll(async () => (await second.engine.runs.list()).runs.length).toBe(2);
  await second.engine.stop();

  const third = await startTestEngine({ dataDir, clock, types: [held.type] });
  expect((await third.engine.runs.list()).runs.map(({ id }) => id)).toEqual([going, ids[2]]);
  expect(await linesOf(third.engine, ids[2] as string)).toHaveLength(1);
  expect(await linesOf(third.engine, ids[0] as string)).toEqual([]);
  expect(third.report.warnings).toEqual([]);
});
