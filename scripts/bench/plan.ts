import { evaluatingWorld } from '../../engine/run/evaluating-world.ts';
import { compileProgram } from '../../engine/run/program.ts';
import { storedValue } from '../../engine/run/stored-value.ts';
import { runVirtually, type World } from '../../engine/run/virtual-run.ts';
import { taskCatalog } from '../../engine/tasks/catalog.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { chain, fan } from './documents.ts';
import { type Figure, figure, sample } from './figure.ts';

const perEventTargetUs = 10;

const instantWorld: World = {
  ...evaluatingWorld(null),
  attempt: () => ({ durationMs: 0, outcome: { type: 'succeeded', output: storedValue(null) } }),
};
const limits = { slots: 64, pools: {}, defaultPoolSlots: 64 };

/** What the planner costs per event of a run: planning and applying it, without journal and evaluation. */
export async function measurePlanning(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [shape, make] of [
    ['chain', chain],
    ['fan', fan],
  ] as const) {
    for (const count of [100, 1000, 10_000]) figures.push(await measure(`planner, per event: ${shape} of ${count}`, make(count), count));
  }
  return figures;
}

async function measure(name: string, workflow: Workflow, count: number): Promise<Figure> {
  const program = compileProgram(workflow, taskCatalog);
  let events = 1;
  const rounds = Math.max(1, Math.floor(2000 / count));
  const values = await sample(15, 5, () => {
    for (let round = 0; round < rounds; round += 1) events = runVirtually({ program, world: instantWorld, limits }).events.length;
  });
  return figure({ name, unit: 'µs', target: perEventTargetUs, values: values.map((ms) => (ms * 1000) / (events * rounds)) });
}
