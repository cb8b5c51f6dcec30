import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { chain } from './documents.ts';
import { type Figure, figure } from './figure.ts';

const targets = { readyMs: 500, idleMb: 120, perRunUs: 200 };
const connections = 10;
const runsPerSample = 5000;
const settleMs = 2000;

type Server = { readonly child: ChildProcess; readonly url: string; readonly token: string; readonly readyMs: number };

/** `millrace serve` as a process of its own, asked over HTTP. Needs `npm run build` before. */
export async function measureServer(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const ready: number[] = [];
  const idle: number[] = [];
  for (let index = 0; index < 7; index += 1) {
    const server = await startServer(join(folder, `idle-${index}`));
    ready.push(server.readyMs);
    if (index < 3) {
      await pause(settleMs);
      idle.push(await residentMb(server.child));
    }
    await stop(server);
  }
  const perRun = await measureRuns(await startServer(join(folder, 'runs')));
  await rm(folder, { recursive: true });
  return [
    figure({ name: 'millrace serve: from its start until it is ready', unit: 'ms', target: targets.readyMs, values: ready }),
    ...(Number.isNaN(idle[0])
      ? []
      : [figure({ name: 'millrace serve: resident memory at rest', unit: 'MB', target: targets.idleMb, values: idle })]),
    figure({
      name: `POST /api/runs: durable runs of 3 tasks, ${connections} at once, per run`,
      unit: 'µs',
      target: targets.perRunUs,
      values: perRun,
    }),
  ];
}

async function startServer(dataDir: string): Promise<Server> {
  const start = performance.now();
  const command = [join(process.cwd(), 'dist/cli/millrace.js'), 'serve', '--port', '0', '--json', '--data-dir', dataDir];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, ...JSON.parse(String(line)), readyMs: performance.now() - start };
}

async function stop({ child }: Server): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** NaN where the system does not tell. */
async function residentMb({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

async function measureRuns(server: Server): Promise<number[]> {
  const pool = new Pool(server.url, { connections });
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
  const send = async (method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown) => {
    const answer = await pool.request({ method, path, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`${method} ${path}: ${text}`);
    return text;
  };
  await send('PUT', '/api/workflows/chain', chain(3));
  const values: number[] = [];
  for (let sample = -1; sample < 5; sample += 1) {
    const start = performance.now();
    await startRuns(() => send('POST', '/api/runs', { workflow: 'chain' }));
    await untilFinished(send);
    if (sample >= 0) values.push(((performance.now() - start) * 1000) / runsPerSample);
  }
  await pool.close();
  await stop(server);
  return values;
}

async function startRuns(startRun: () => Promise<unknown>): Promise<void> {
  let left = runsPerSample;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      await startRun();
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
}

async function untilFinished(send: (method: 'GET', path: string) => Promise<string>): Promise<void> {
  for (const status of ['queued', 'running']) {
    while (JSON.parse(await send('GET', `/api/runs?workflow=chain&limit=1&status=${status}`)).runs.length > 0) await pause(1);
  }
}
