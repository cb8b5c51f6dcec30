import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine } from '../../engine/host/engine.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { chain, fan, items } from './documents.ts';
import { type Figure, figure, sample } from './figure.ts';

const cases: readonly { readonly name: string; readonly workflow: Workflow; readonly target: number }[] = [
  { name: 'engine: chain of 100 data.set, durable', workflow: chain(100), target: 5 },
  { name: 'engine: fan-out 1→1,000→1, durable', workflow: fan(1000), target: 50 },
  { name: 'engine: 1,000 items with an expression, durable', workflow: items(1000), target: 100 },
];

/** Whole runs through the engine object on a real data directory: from the request until the end is durable. */
export async function measureEngine(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const engine = createEngine({ dataDir: folder });
  await engine.start();
  const figures: Figure[] = [];
  for (const { name, workflow, target } of cases) {
    figures.push(figure({ name, unit: 'ms', target, values: await sample(31, 100, () => runOnce(engine, workflow, folder)) }));
  }
  await engine.stop({ graceMs: 1000 });
  await rm(folder, { recursive: true });
  return figures;
}

async function runOnce(engine: Engine, workflow: Workflow, folder: string): Promise<void> {
  const started = await engine.startRun({ workflow: { value: workflow, folder } });
  if (!started.ok) throw new Error(started.failure.message);
  const record = await engine.whenFinished(started.value.id);
  if (record.status !== 'succeeded') throw new Error(`the measured run ${record.status}`);
}
