import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Figure, figure } from './figure.ts';
import { residentMb } from './resident.ts';
import { startServerProcess, stopServerProcess } from './server-process.ts';

const targets = { readyMs: 500, idleMb: 120 };
const settleMs = 2000;

/** `millrace serve` when nothing happens. */
export async function measureServer(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const ready: number[] = [];
  const idle: number[] = [];
  for (let index = 0; index < 7; index += 1) {
    const server = await startServerProcess(join(folder, `idle-${index}`));
    ready.push(server.readyMs);
    if (index < 3) {
      await pause(settleMs);
      idle.push(await residentMb(server.child.pid));
    }
    await stopServerProcess(server);
  }
  await rm(folder, { recursive: true });
  return [
    figure({ name: 'millrace serve: from its start until it is ready', unit: 'ms', target: targets.readyMs, values: ready }),
    ...(Number.isNaN(idle[0])
      ? []
      : [figure({ name: 'millrace serve: resident memory at rest', unit: 'MB', target: targets.idleMb, values: idle })]),
  ];
}
