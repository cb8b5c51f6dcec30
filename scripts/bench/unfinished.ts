// Runs that are not over: waiting for people, or cut off by a kill.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { send, startRuns } from './client.ts';
import { type Figure, figure } from './figure.ts';
import { type ProbedServer, startProbedServer } from './probe.ts';
import { type ServerProcess, startServerProcess, stopServerProcess } from './server-process.ts';

const count = 1000;
const targets = { waitingMb: 50, goesOnMs: 1000 };

const approval: Workflow = {
  format: 1,
  id: 'approval',
  tasks: {
    first: { type: 'data.set', with: { values: { n: 1 } } },
    ask: { type: 'flow.approval', with: { title: 'Go on?' }, needs: ['first'] },
    last: { type: 'data.set', with: { values: { n: 2 } }, needs: ['ask'] },
  },
};

/** What a thousand runs that wait for approval take of a server. */
export async function measureWaiting(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const server = await startProbedServer(join(folder, 'data'), join(folder, 'probe'));
  await send(server, 'PUT', '/api/workflows/approval', approval);
  // The first ones load code that stays.
  await waitingRuns(server, 20);
  const before = await server.probe();
  await waitingRuns(server, 20 + count);
  await pause(2000);
  const after = await server.probe();
  await stopServerProcess(server);
  await rm(folder, { recursive: true });
  const name = `waiting: ${count} runs that wait for approval`;
  return [
    figure({ name: `${name}, resident memory`, unit: 'MB', target: targets.waitingMb, values: [after.residentMb - before.residentMb] }),
    figure({ name: `${name}, heap`, unit: 'MB', target: targets.waitingMb, values: [after.heapMb - before.heapMb] }),
    figure({ name: `${name}, timers`, unit: '×', target: 0, values: [Math.max(0, after.timers - before.timers)] }),
  ];
}

async function waitingRuns(server: ProbedServer, wanted: number): Promise<void> {
  const waiting = async () => (await send<{ readonly approvals: unknown[] }>(server, 'GET', '/api/approvals')).approvals.length;
  await startRuns(server, 'approval', wanted - (await waiting()));
  while ((await waiting()) < wanted) await pause(20);
}

const waitMs = 3000;
const pausing: Workflow = {
  format: 1,
  id: 'pausing',
  tasks: {
    first: { type: 'data.set', with: { values: { n: 1 } } },
    pause: { type: 'flow.wait', with: { for: `${waitMs}ms` }, needs: ['first'] },
    last: { type: 'data.set', with: { values: { n: 2 } }, needs: ['pause'] },
  },
};

/** A server is killed with a thousand runs under way: from the start of the next one until it is ready, and until one of them goes on. */
export async function measureRestart(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const ready: number[] = [];
  const goesOn: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const dataDir = join(folder, String(round));
    const killed = await startServerProcess(dataDir);
    await send(killed, 'PUT', '/api/workflows/pausing', pausing);
    await startRuns(killed, 'pausing', count);
    const left = (await send<{ readonly counts: { waiting?: number } }>(killed, 'GET', '/api/statistics')).counts.waiting ?? 0;
    if (left < count) throw new Error(`only ${left} of ${count} runs wait: this machine is too slow for the measurement`);
    await kill(killed);
    await pause(waitMs);
    const start = performance.now();
    const server = await startServerProcess(dataDir);
    ready.push(server.readyMs);
    await untilOneHasEnded(server);
    goesOn.push(performance.now() - start);
    await stopServerProcess(server);
  }
  await rm(folder, { recursive: true });
  const name = `restart after SIGKILL with ${count} unfinished runs`;
  return [
    figure({ name: `${name}: ready`, unit: 'ms', target: null, values: ready }),
    figure({ name: `${name}: the first goes on to its end`, unit: 'ms', target: targets.goesOnMs, values: goesOn }),
  ];
}

async function untilOneHasEnded(server: ServerProcess): Promise<void> {
  for (;;) {
    const { runs } = await send<{ readonly runs: unknown[] }>(server, 'GET', '/api/runs?status=succeeded&limit=1');
    if (runs.length > 0) return;
    await pause(2);
  }
}

async function kill({ child }: ServerProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
