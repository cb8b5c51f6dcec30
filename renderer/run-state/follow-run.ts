// Follows one run over a connection that may be lost and comes back.
import type { LogEntry } from '../../engine/api/contract/shapes.ts';
import type { Client } from '../api/client.ts';
import { createLogMerge, type LogMerge } from './log-merge.ts';
import { mostLogs, type RunProjection } from './projection.ts';

export type Following = {
  readonly client: Client;
  readonly run: string;
  readonly projection: RunProjection;
  /** Something changed. `isLive`: nothing is missed at the moment. */
  readonly onChange: (isLive: boolean) => void;
  readonly signal: AbortSignal;
  /** Resolves after so long, or when the signal is aborted. */
  readonly pause: (ms: number) => Promise<void>;
};

const firstPauseMs = 250;
const longestPauseMs = 5_000;
const logPage = 10_000;

/** Resolves when the run is over or the signal is aborted. */
export async function followRun(following: Following): Promise<void> {
  const { projection, signal, pause, onChange } = following;
  let pauseMs = firstPauseMs;
  while (!signal.aborted) {
    const before = projection.seq;
    await readStream(following).catch(() => undefined);
    if (signal.aborted) return;
    if (projection.isOver) return onChange(true);
    onChange(false);
    if (projection.seq > before) pauseMs = firstPauseMs;
    await pause(pauseMs);
    pauseMs = Math.min(longestPauseMs, pauseMs * 2);
  }
}

/** One connection, from the event after the last one taken to its end. */
async function readStream({ client, run, projection, onChange, signal }: Following): Promise<void> {
  const after = projection.seq > 0 ? { lastEventId: `${run}:${projection.seq}` } : {};
  const messages = await client.runs.events({ id: run, logs: 'true' }, { signal, ...after });
  const logs = createLogMerge((lines: readonly LogEntry[]) => {
    projection.addLogs(lines);
    onChange(true);
  });
  const past = readPastLogs(client, run, logs, signal);
  onChange(true);
  for await (const message of messages) {
    if (signal.aborted) return;
    if (message.type === 'event') projection.take(message.event);
    else if (message.type === 'log') logs.add(message.line);
    onChange(true);
  }
  await past;
}

/** Lines are not repeated by the stream: those from before it began are read once it has. */
async function readPastLogs(client: Client, run: string, logs: LogMerge, signal: AbortSignal): Promise<void> {
  let lines: readonly LogEntry[] = [];
  try {
    for (let offset = 0, isEnd = false; !isEnd; ) {
      const page = await client.runs.logs({ id: run, offset, limit: logPage }, { signal });
      lines = [...lines, ...page.lines].slice(-mostLogs);
      isEnd = page.isEnd || page.lines.length === 0;
      offset = page.next;
    }
  } catch {
    // What was read so far is shown; the stream goes on, or is opened anew.
  }
  logs.begin(lines);
}
