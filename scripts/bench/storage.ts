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

export async function measureStorage(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const rates: number[] = [];
  for (let round = 0; round < 5; round += 1) rates.push(await appendRate(join(folder, `journal-${round}`)));
  const pauses: number[] = [];
  for (let round = 0; round < 9; round += 1) pauses.push(await longestPause(join(folder, `history-${round}`)));
  await rm(folder, { recursive: true });
  return [
    figure({ name: 'storage: journal, 64 writers that wait for each record', unit: 'records/s', target: 80_000, values: rates }),
    figure({ name: 'storage: longest pause while 10,000 tasks are archived', unit: 'ms', target: 20, values: pauses.slice(2) }),
  ];
}

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

async function appendRate(folder: string): Promise<number> {
  const journal = await openFileJournal({ folder });
  const start = performance.now();
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let seq = 1; seq <= appendsPerWriter; seq += 1) await journal.append([event(`run-${writer}`, seq)]);
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  await journal.close();
  return (writers * appendsPerWriter) / seconds;
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
