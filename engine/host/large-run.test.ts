import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { source, startRun, startTestEngine } from './testing/test-engine.ts';

it('a run with very many results keeps the small ones alone in its events, and gives all of them back', async () => {
  const { engine, dataDir } = await startTestEngine();
  const count = 1500;
  const values = { text: '{{ item }}{{ inputs.filler }}' };
  const workflow = source({
    inputs: { filler: { type: 'string' } },
    tasks: {
      each: { type: 'data.set', with: { values }, each: { in: Array.from({ length: count }, (_, index) => index), concurrency: 16 } },
    },
    outputs: { last: `{{ tasks.each.output[${count - 1}].text }}` },
  });

  const run = await startRun(engine, { workflow, inputs: { filler: 'x'.repeat(20_000) } });
  const record = await engine.whenFinished(run);

  expect(record).toMatchObject({ status: 'succeeded', outputs: { last: `${count - 1}${'x'.repeat(20_000)}` } });
  expect(record.tasks['each[7]']?.output).toEqual({ text: `7${'x'.repeat(20_000)}` });
  const inline = JSON.stringify(await engine.runs.events(run)).length;
  // All of them are 30 MB.
  expect(inline).toBeLessThan(26_500_000);
  const blobs = (await readdir(join(dataDir, 'blobs'), { recursive: true })).filter((name) => /[0-9a-f]{64}$/.test(name));
  expect(blobs.length).toBeGreaterThan(count / 8);
});
