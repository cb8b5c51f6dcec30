// Durable runs started over HTTP: a server process that has been working for a while, and a client process beside it.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chain } from './documents.ts';
import { type Figure, figure } from './figure.ts';
import { HttpClient } from './http-client.ts';
import { type ServerProcess, startServerProcess, stopServerProcess } from './server-process.ts';

const samples = 7;
const warmUp = 4;
const runsPerSample = 5000;

export const measureHttp10 = () => measureRuns(10, 5000);
export const measureHttp50 = () => measureRuns(50, 8000);

/** `cpu`: microseconds of the server's processor time per run, which other programs on the machine do not change; NaN where unknown. */
type Sample = { readonly rate: number; readonly p99: number; readonly cpu: number };

async function measureRuns(connections: number, target: number): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const server = await startServerProcess(folder);
  const clients = Array.from({ length: connections }, () => new HttpClient(server));
  await expectStatus(clients[0] as HttpClient, 'PUT', '/api/workflows/chain', chain(3));
  const found: Sample[] = [];
  for (let index = -warmUp; index < samples; index += 1) {
    const one = await runMany(clients, server);
    await expectAllEnded(server);
    if (index >= 0) found.push(one);
  }
  for (const client of clients) client.close();
  await stopServerProcess(server);
  await rm(folder, { recursive: true });
  const name = `POST /api/runs: durable runs of 3 tasks, ${connections} at once`;
  return [
    figure({ name, unit: 'runs/s', target, values: found.map(({ rate }) => rate) }),
    figure({ name: `${name}, answer p99`, unit: 'ms', target: 15, values: found.map(({ p99 }) => p99) }),
    ...(Number.isNaN(found[0]?.cpu)
      ? []
      : [figure({ name: `${name}, the server's processor time per run`, unit: 'µs', target: null, values: found.map(({ cpu }) => cpu) })]),
  ];
}

/** From the first request until the last run of every connection has ended, on disk. */
async function runMany(clients: readonly HttpClient[], server: ServerProcess): Promise<Sample> {
  const request = (clients[0] as HttpClient).request('POST', '/api/runs', { workflow: 'chain' });
  const latencies: number[] = [];
  let left = runsPerSample;
  const cpuBefore = await processorMs(server);
  const start = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      let last = '';
      while (left > 0) {
        left -= 1;
        const sentAt = performance.now();
        const { status, body } = await client.send(request);
        latencies.push(performance.now() - sentAt);
        if (status !== 201) throw new Error(`POST /api/runs gave ${status}: ${body}`);
        last = JSON.parse(body).id;
      }
      await untilEnded(client, last);
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  const cpu = (((await processorMs(server)) - cpuBefore) * 1000) / runsPerSample;
  latencies.sort((a, b) => a - b);
  return { rate: runsPerSample / seconds, p99: latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN, cpu };
}

async function untilEnded(client: HttpClient, id: string): Promise<void> {
  const request = client.request('GET', `/api/runs/${id}`);
  for (;;) {
    const { status, body } = await client.send(request);
    if (status === 200 && JSON.parse(body).status === 'succeeded') return;
  }
}

/** Of all its threads; Linux alone tells, in hundredths of a second. */
async function processorMs({ child }: ServerProcess): Promise<number> {
  const fields = await readFile(`/proc/${child.pid}/stat`, 'utf8').then(
    (text) => text.slice(text.lastIndexOf(')') + 2).split(' '),
    () => [],
  );
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Outside of what is measured: none of the others may have been left behind. */
async function expectAllEnded(server: ServerProcess): Promise<void> {
  const client = new HttpClient(server);
  for (const status of ['queued', 'running', 'waiting', 'failed', 'canceled']) {
    const { runs } = JSON.parse(await expectStatus(client, 'GET', `/api/runs?workflow=chain&limit=1&status=${status}`));
    if (runs.length > 0) throw new Error(`a measured run is ${status}`);
  }
  client.close();
}

async function expectStatus(client: HttpClient, method: string, path: string, body?: unknown): Promise<string> {
  const answer = await client.send(client.request(method, path, body));
  if (answer.status >= 300) throw new Error(`${method} ${path} gave ${answer.status}: ${answer.body}`);
  return answer.body;
}
