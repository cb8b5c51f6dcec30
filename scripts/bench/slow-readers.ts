import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startServer } from '../../engine/api/start-server.ts';
import { startSlowReaders } from '../../engine/api/testing/slow-readers.ts';
import { type Figure, figure } from './figure.ts';

const targetMs = 50;
const count = 1000;
const token = 'a-token-for-measurements';
const text = 'x'.repeat(30_000);

/** What a thousand readers of all events that do not read do to the engine, until the last of them is cut off. */
export async function measureSlowReaders(): Promise<Figure[]> {
  const values = [await measureOnce(), await measureOnce(), await measureOnce()];
  return [figure({ name: `event loop delay with ${count} readers that do not read, p99`, unit: 'ms', target: targetMs, values })];
}

/** Milliseconds. */
async function measureOnce(): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const log = { always: () => undefined, some: () => undefined };
  const started = await startServer({ host: '127.0.0.1', port: 0, token, log, pages: { files: new Map() }, dataDir, now: Date.now });
  if (!started.ok) throw new Error(started.failure.message);
  const { url, stop } = started.value;
  const send = async (method: string, path: string, body?: unknown): Promise<{ readonly streams?: number }> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    return (await answer.json()) as { readonly streams?: number };
  };
  const workflow = {
    format: 1,
    id: 'bulky',
    inputs: { text: { type: 'string' } },
    tasks: { a: { type: 'data.set', with: { values: { text: '{{ inputs.text }}' } } } },
  };
  await send('PUT', '/api/workflows/bulky', workflow);
  const readers = await startSlowReaders({ port: Number(new URL(url).port), path: '/api/events', token, count });
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  for (;;) {
    await send('POST', '/api/runs', { workflow: 'bulky', inputs: { text } });
    if ((await send('GET', '/api/system')).streams === 0) break;
  }
  delay.disable();
  readers.process.kill();
  await once(readers.process, 'exit');
  await stop(1000);
  await rm(dataDir, { recursive: true });
  return delay.percentile(99) / 1e6;
}
