import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, figure, sample } from './figure.ts';
import { makeHistory } from './history-data.ts';
import { startProbedServer } from './probe.ts';
import { residentMb } from './resident.ts';
import { type ServerProcess, startServerProcess, stopServerProcess } from './server-process.ts';

const count = 100_000;
const targets = { readyMs: 1500, listMs: 50, openMs: 20, blockMs: 50, residentMb: 250, bytesPerRun: 2000 };

/** `millrace serve` with 100,000 runs of history, asked over HTTP. Needs `npm run build` before. */
export async function measureHistory(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const ids = await makeHistory(folder, count);
  const ready: number[] = [];
  for (let index = 0; index < 4; index += 1) {
    const server = await startServerProcess(folder);
    ready.push(server.readyMs);
    await stopServerProcess(server);
  }
  const server = await startProbedServer(folder, join(folder, 'probe'));
  await server.probe();
  const blocks: number[] = [];
  const resident: number[] = [];
  const requests = await measureRequests(server, ids, async () => {
    // Before its own collection of garbage.
    resident.push(await residentMb(server.child.pid));
    blocks.push((await server.probe()).longestBlockMs);
  });
  const figures = [
    figure({ name: `history of ${count} runs: serve is ready`, unit: 'ms', target: targets.readyMs, values: ready }),
    ...requests,
    figure({
      name: 'history: longest block of the event loop meanwhile',
      unit: 'ms',
      target: targets.blockMs,
      values: [Math.max(...blocks)],
    }),
    figure({ name: 'history: most resident memory meanwhile', unit: 'MB', target: targets.residentMb, values: [Math.max(...resident)] }),
  ];
  await stopServerProcess(server);
  await rm(folder, { recursive: true });
  return figures;
}

async function measureRequests(server: ServerProcess, ids: readonly string[], after: () => Promise<void>): Promise<Figure[]> {
  const get = async (path: string) => {
    const answer = await fetch(`${server.url}${path}`, { headers: { authorization: `Bearer ${server.token}` } });
    const body = (await answer.json()) as { readonly next?: string | null };
    if (answer.status !== 200) throw new Error(`GET ${path}: ${JSON.stringify(body)}`);
    return body;
  };
  const absent = async (number: number) => {
    const answer = await fetch(`${server.url}/api/runs/key-${number}`, { headers: { authorization: `Bearer ${server.token}` } });
    await answer.arrayBuffer();
    if (answer.status !== 404) throw new Error('a run that is nowhere was found');
  };
  let turn = 0;
  const next = () => {
    turn += 1;
    return turn;
  };
  // Far apart, so that each is on a page that was not read lately.
  const far = () => ids[(next() * 7919) % ids.length] as string;
  const measure = async (name: string, target: number | null, samples: number, work: () => Promise<unknown>) => {
    const values = await sample(samples, 0, work);
    await after();
    return figure({ name: `history: ${name}`, unit: 'ms', target, values });
  };
  const first = await get('/api/runs?limit=50');
  return [
    await measure('the first look for a run that is nowhere', null, 1, () => absent(next())),
    await measure('a run that is nowhere (each new idempotency key)', 5, 51, () => absent(next())),
    await measure('list of the newest 50', targets.listMs, 51, () => get('/api/runs?limit=50')),
    await measure('the next 50', targets.listMs, 51, () => get(`/api/runs?limit=50&cursor=${first.next}`)),
    await measure('50 from anywhere', targets.listMs, 51, () => get(`/api/runs?limit=50&cursor=${far()}`)),
    await measure('50 of one workflow that failed', targets.listMs, 51, () => get('/api/runs?limit=50&workflow=chain-0&status=failed')),
    await measure('50 of one day', targets.listMs, 51, () => get(`/api/runs?limit=50&until=${Date.now() - (next() % 59) * 86_400_000}`)),
    await measure('a word that is nowhere, through everything', null, 3, () => get('/api/runs?text=no+such+word')),
    await measure('open a run', targets.openMs, 51, () => get(`/api/runs/${far()}`)),
    await measure('statistics of everything', null, 3, () => get('/api/statistics')),
    await measure('statistics of one workflow and its tasks', null, 3, () => get('/api/statistics?workflow=chain-3')),
    await measure('statistics of one day', null, 11, () => get(`/api/statistics?since=${Date.now() - 86_400_000}`)),
  ];
}

/** Everything that the history keeps, by run. */
export async function measureDisk(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const runs = 10_000;
  await makeHistory(folder, runs);
  const entries = await readdir(join(folder, 'history'), { withFileTypes: true, recursive: true });
  let bytes = 0;
  for (const entry of entries) if (entry.isFile()) bytes += (await stat(join(entry.parentPath ?? entry.path, entry.name))).size;
  await rm(folder, { recursive: true });
  return [
    figure({ name: 'disk: a packed run of 3 tasks, lists included', unit: 'B', target: targets.bytesPerRun, values: [bytes / runs] }),
  ];
}
