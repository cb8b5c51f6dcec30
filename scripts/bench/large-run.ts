import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Task, Workflow } from '../../engine/workflow/schema.ts';
import { send } from './client.ts';
import { type Figure, figure } from './figure.ts';
import { startProbedServer } from './probe.ts';
import { stopServerProcess } from './server-process.ts';

const tasks = 10_000;
const outputBytes = 10_000;
/** Of what a run with outputs of nothing takes. */
const targetMb = 50;

/** What the outputs of a run that is not over take of memory: all its tasks have ended but one that waits. */
export async function measureLargeRun(): Promise<Figure[]> {
  const small = await measure(1);
  const large = await measure(outputBytes);
  const name = `large-run: ${tasks} tasks with ${(tasks * outputBytes) / 1e6} MB of outputs`;
  return [
    figure({ name: `${name}, memory that the outputs take`, unit: 'MB', target: targetMb, values: [large.heapMb - small.heapMb] }),
    figure({ name: `${name}, memory of the process in all`, unit: 'MB', target: null, values: [large.residentMb] }),
    figure({ name: `${name}, until the last has ended`, unit: 'ms', target: null, values: [large.ms] }),
  ];
}

async function measure(bytes: number): Promise<{ readonly heapMb: number; readonly residentMb: number; readonly ms: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const server = await startProbedServer(join(folder, 'data'), join(folder, 'probe'));
  await send(server, 'PUT', '/api/workflows/large', workflowOf());
  const start = performance.now();
  await send(server, 'POST', '/api/runs', { workflow: 'large', inputs: { filler: 'x'.repeat(bytes) } });
  while ((await send<{ readonly approvals: unknown[] }>(server, 'GET', '/api/approvals')).approvals.length === 0) await pause(50);
  const ms = performance.now() - start;
  await pause(1000);
  const { heapMb, residentMb } = await server.probe();
  await stopServerProcess(server);
  await rm(folder, { recursive: true });
  return { heapMb, residentMb, ms };
}

function workflowOf(): Workflow {
  const all: { [id: string]: Task } = {};
  for (let index = 0; index < tasks - 1; index += 1) {
    all[`t${index}`] = { type: 'data.set', with: { values: { text: `${index}{{ inputs.filler }}` } } };
  }
  const needs = Object.keys(all);
  return {
    format: 1,
    id: 'large',
    inputs: { filler: { type: 'string' } },
    tasks: { ...all, ask: { type: 'flow.approval', with: { title: 'Go on?' }, needs } },
  };
}
