// Durable runs started over HTTP: a server process that has been working for a while, and a client process beside it.
import { mkdtemp, rm } from 'node:fs/promises';
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

type Sample = { readonly rate: number; readonly p99: number };

async function measureRuns(connections: number, target: number): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const server = await startServerProcess(folder);
  const clients = Array.from({ length: connections }, () => new HttpClient(server));
  await expectStatus(clients[0] as HttpClient, 'PUT', '/api/workflows/chain', chain(3));
  const found: Sample[] = [];
  for (let index = -warmUp; index < samples; index += 1) {
    const one = await runMany(clients);
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
  ];
}

/** From the first request until the last run of every connection has ended, on disk. */
async function runMany(clients: readonly HttpClient[]): Promise<Sample> {
  const request = (clients[0] as HttpClient).request('POST', '/api/runs', { workflow: 'chain' });
  const latencies: number[] = [];
  let left = runsPerSample;
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
  latencies.sort((a, b) => a - b);
  return { rate: runsPerSample / seconds, p99: latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN };
}

async function untilEnded(client: HttpClient, id: string): Promise<void> {
  const request = client.request('GET', `/api/runs/${id}`);
  for (;;) {
    const { status, body } = await client.send(request);
    if (status === 200 && JSON.parse(body).status === 'succeeded') return;
  }
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
