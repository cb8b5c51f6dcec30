// The journal and the history alone, on a real disk.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileHistory } from '../../engine/adapters/history-file.ts';
import { openFileJournal } from '../../engine/adapters/journal-file.ts';
import type { RunEvent } from '../../engine/run/event.ts';
import { type Figure, figure } from './figure.ts';

const writers = 64;
const appendsPerWriter = 2000;

export async function measureJournal(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const found: Sample[] = [];
  for (let round = -2; round < 9; round += 1) {
    const one = await appendMany(join(folder, `journal-${round}`));
    if (round >= 0) found.push(one);
  }
  await rm(folder, { recursive: true });
  const name = `journal: ${writers} writers that wait for each record`;
  return [
    figure({ name, unit: 'records/s', target: 80_000, values: found.map(({ rate }) => rate) }),
    figure({ name: `${name}, p99`, unit: 'ms', target: 5, values: found.map(({ p99 }) => p99) }),
  ];
}

export async function measureArchiving(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const pauses: number[] = [];
  for (let round = 0; round < 9; round += 1) pauses.push(await longestPause(join(folder, `history-${round}`)));
  await rm(folder, { recursive: true });
  return [figure({ name: 'history: longest pause while 10,000 tasks are archived', unit: 'ms', target: 20, values: pauses.slice(2) })];
}

type Sample = { readonly rate: number; readonly p99: number };

function event(run: string, seq: number): RunEvent {
  return {
    type: 'task.succeeded',
    path: `t${seq}`,
    attempt: 1,
    output: { kind: 'value', value: { n: seq } },
    run,
    seq,
    at: 1_700_000_000_000,
  };
}

async function appendMany(folder: string): Promise<Sample> {
  const journal = await openFileJournal({ folder });
  const latencies: number[] = [];
  const start = performance.now();
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let seq = 1; seq <= appendsPerWriter; seq += 1) {
        const sentAt = performance.now();
        await journal.append([event(`run-${writer}`, seq)]);
        latencies.push(performance.now() - sentAt);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  await journal.close();
  latencies.sort((a, b) => a - b);
  return { rate: (writers * appendsPerWriter) / seconds, p99: latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN };
}

/** How long nothing else could happen at most, in milliseconds. */
async function longestPause(folder: string): Promise<number> {
  const history = await openFileHistory({ folder });
  const at = Date.now();
  const events = Array.from({ length: 30_000 }, (_, seq) => event('20261101-000000-bench', seq));
  const times = { createdAt: at, startedAt: at, finishedAt: at };
  const summary = { id: '20261101-000000-bench', workflow: 'bench', status: 'succeeded', ...times, environment: null } as const;
  let longest = 0;
  let last = performance.now();
  let isWatching = true;
  const watch = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    if (isWatching) setImmediate(watch);
  };
  setImmediate(watch);
  await history.add([{ summary: { ...summary, trigger: { kind: 'manual' } }, events }]);
  isWatching = false;
  await history.close();
  return longest;
}
