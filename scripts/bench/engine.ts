import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine } from '../../engine/host/engine.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { chain, fan, items } from './documents.ts';
import { type Figure, figure, sample } from './figure.ts';

type Case = { readonly name: string; readonly workflow: Workflow; readonly samples: number; readonly warmUp: number };

const cases = {
  chain100: { name: 'engine: chain of 100 data.set, durable', workflow: chain(100), samples: 101, warmUp: 300 },
  chain999: { name: 'engine: chain of 999 data.set, durable', workflow: chain(999), samples: 31, warmUp: 60 },
  chain9999: { name: 'engine: chain of 9,999 data.set, durable', workflow: chain(9999), samples: 11, warmUp: 5 },
  fan: { name: 'engine: fan-out 1→998→1, durable', workflow: fan(998), samples: 31, warmUp: 60 },
  items: { name: 'engine: 1,000 items with an expression, durable', workflow: items(1000), samples: 31, warmUp: 60 },
} satisfies { readonly [name: string]: Case };

export const measureChain100 = () => onEngine(async (run) => [await measure(run, cases.chain100, 3)]);
export const measureChain999 = () => onEngine(async (run) => [await measure(run, cases.chain999, 25)]);
export const measureFan = () => onEngine(async (run) => [await measure(run, cases.fan, 15)]);
export const measureItems = () => onEngine(async (run) => [await measure(run, cases.items, 100)]);

/** Ten times the tasks may cost twelve times as much: nothing grows with the square of a run. */
export const measureGrowth = () =>
  onEngine(async (run) => {
    const small = await measure(run, cases.chain999, null);
    const large = await measure(run, cases.chain9999, null);
    const name = 'engine: chain of 9,999 against the chain of 999';
    return [large, figure({ name, unit: '×', target: 12, values: [large.median / small.median] })];
  });

type RunOnce = (workflow: Workflow) => Promise<void>;

/** Whole runs through the engine object on a real data directory: from the request until the end is durable and its result is there. */
async function onEngine(work: (run: RunOnce) => Promise<Figure[]>): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const engine = createEngine({ dataDir: folder });
  await engine.start();
  const figures = await work((workflow) => runOnce(engine, workflow, folder));
  await engine.stop({ graceMs: 1000 });
  await rm(folder, { recursive: true });
  return figures;
}

async function measure(run: RunOnce, { name, workflow, samples, warmUp }: Case, target: number | null): Promise<Figure> {
  return figure({ name, unit: 'ms', target, values: await sample(samples, warmUp, () => run(workflow)) });
}

async function runOnce(engine: Engine, workflow: Workflow, folder: string): Promise<void> {
  const started = await engine.startRun({ workflow: { value: workflow, folder } });
  if (!started.ok) throw new Error(started.failure.message);
  const record = await engine.whenFinished(started.value.id);
  if (record.status !== 'succeeded') throw new Error(`the measured run ${record.status}`);
}
