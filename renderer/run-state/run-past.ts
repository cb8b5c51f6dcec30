// What happened in a run before, or while nobody listened.
import type { LogEntry } from '../../engine/api/contract/shapes.ts';
import type { RunEvent } from '../../engine/run/event.ts';
import type { Client } from '../api/client.ts';
import { mostLogs } from './log-lines.ts';

export type RunPast = {
  /** Those after the last one that is known. */
  readonly events: readonly RunEvent[];
  /** The newest of those behind the known offset. */
  readonly lines: readonly LogEntry[];
  /** The offset behind them. */
  readonly next: number;
};

/** `seq`: of the last event that is known; `offset`: where the known lines end. */
export type Known = { readonly run: string; readonly seq: number; readonly offset: number };

const pageLines = 10_000;

/** Rejects when the engine does not answer, or does not know the run. */
export async function readPast(client: Client, known: Known, signal: AbortSignal): Promise<RunPast> {
  const events = await readEvents(client, known, signal);
  // Behind the events: when they tell of the end of the run, all of its lines are there.
  return { events, ...(await readLines(client, known, signal)) };
}

async function readEvents(client: Client, { run, seq }: Known, signal: AbortSignal): Promise<readonly RunEvent[]> {
  const after = seq > 0 ? { lastEventId: `${run}:${seq}` } : {};
  const events: RunEvent[] = [];
  for await (const message of await client.runs.events({ id: run, follow: 'false' }, { signal, ...after })) {
    if (message.type === 'event') events.push(message.event);
  }
  return events;
}

async function readLines(client: Client, { run, offset }: Known, signal: AbortSignal): Promise<Pick<RunPast, 'lines' | 'next'>> {
  let lines: readonly LogEntry[] = [];
  for (let next = offset; ; ) {
    const page = await client.runs.logs({ id: run, offset: next, limit: pageLines }, { signal });
    lines = [...lines, ...page.lines].slice(-mostLogs);
    next = page.next;
    if (page.isEnd || page.lines.length === 0) return { lines, next };
  }
}
