// A data directory with many finished runs of three tasks each: one of them really ran, the others are the same run under other names and
// at other times, written by the real adapters.
import { join } from 'node:path';
import type { FinishedRun } from '../../engine/adapters/history.ts';
import { openFileHistory } from '../../engine/adapters/history-file.ts';
import { createEngine } from '../../engine/host/engine.ts';
import type { RunEvent } from '../../engine/run/event.ts';
import { chain } from './documents.ts';

const batch = 1000;
const workflows = 10;
const oneInFails = 25;
const spanMs = 60 * 86_400_000;

/** The oldest run first. */
export async function makeHistory(dataDir: string, count: number): Promise<readonly string[]> {
  const events = await runOnce(dataDir);
  const history = await openFileHistory({ folder: join(dataDir, 'history') });
  const end = Date.now();
  const ids: string[] = [];
  for (let from = 0; from < count; from += batch) {
    const runs: FinishedRun[] = [];
    for (let index = from; index < Math.min(count, from + batch); index += 1) {
      const run = copyOf(events, index, end - spanMs + Math.floor((index / count) * spanMs));
      runs.push(run);
      ids.push(run.summary.id);
    }
    await history.add(runs);
  }
  await history.close();
  return ids;
}

async function runOnce(dataDir: string): Promise<readonly RunEvent[]> {
  const engine = createEngine({ dataDir });
  const opened = await engine.start();
  if (!opened.ok) throw new Error(opened.failure.message);
  await engine.workflows.save('chain', JSON.stringify({ ...chain(3), inputs: { order: { type: 'integer' } } }));
  const started = await engine.startRun({ workflow: 'chain', inputs: { order: 1 } });
  if (!started.ok) throw new Error(started.failure.message);
  await engine.whenFinished(started.value.id);
  const events = await engine.runs.events(started.value.id);
  await engine.stop();
  return events;
}

function copyOf(events: readonly RunEvent[], index: number, at: number): FinishedRun {
  const stamp = new Date(at).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const id = `${stamp}-${(index * 2_654_435_761).toString(16).padStart(12, '0').slice(-12)}`;
  const workflow = `chain-${index % workflows}`;
  const first = events[0]?.at ?? 0;
  const takes = index % 97;
  const moved = events.map((event): RunEvent => {
    const same = { ...event, run: id, at: at + (event.at - first) + takes };
    return same.type === 'run.created' ? { ...same, at, workflow, inputs: { order: index } } : same;
  });
  const hasFailed = index % oneInFails === 0;
  const error = { code: 'http_status', message: `The server answered 503 to order ${index}` };
  return {
    summary: {
      id,
      workflow,
      status: hasFailed ? 'failed' : 'succeeded',
      createdAt: at,
      startedAt: at + 1,
      finishedAt: moved.at(-1)?.at ?? at,
      trigger: { kind: 'manual' },
      environment: null,
      ...(hasFailed ? { error } : {}),
    },
    events: moved,
  };
}
