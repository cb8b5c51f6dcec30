// Runs as a window sees them over the API: events that a test gives out, to the streams that are open; connections break when it says so.
import { ORPCError, withEventMeta } from '@orpc/client';
import type { LogEntry, StreamMessage } from '../../../engine/api/contract/shapes.ts';
import type { RunEvent } from '../../../engine/run/event.ts';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import type { Client } from '../../api/client.ts';

export type MemoryRuns = {
  readonly client: Pick<Client, 'runs' | 'events' | 'blobs'>;
  readonly blobs: Map<string, string>;
  /** What was asked for, in order. */
  readonly calls: string[];
  /** Makes a run; its first event is given out at once. */
  readonly add: (id: string, definition: Workflow, events?: readonly RunEvent[]) => void;
  readonly remove: (id: string) => void;
  readonly emit: (id: string, ...events: readonly RunEvent[]) => void;
  readonly log: (id: string, text: string) => void;
  /** Breaks all streams. */
  readonly breakOff: () => void;
  /** Forgets what was sent: who comes back is told to read anew. */
  readonly forget: () => void;
  /** An event happens, and no stream brings it. */
  readonly swallow: (id: string, event: RunEvent) => void;
  /** The runs of each open stream. */
  readonly streams: () => readonly string[];
  isAway: boolean;
  /** Answers to who reads a run come after this. */
  answering: Promise<void>;
};

type Kept = { readonly definition: Workflow; readonly events: RunEvent[]; readonly lines: LogEntry[] };
type Sent = { readonly position: number; readonly run: string; readonly message: StreamMessage };
type Reader = { readonly runs: readonly string[]; readonly queue: (Sent | 'broken')[]; wake: () => void };

export function createMemoryRuns(): MemoryRuns {
  const runs = new Map<string, Kept>();
  const readers = new Set<Reader>();
  const blobs = new Map<string, string>();
  const calls: string[] = [];
  let started = 0;
  let sent: Sent[] = [];
  let position = 0;
  let forgotten = 0;

  const find = (id: string): Kept => {
    if (memory.isAway) throw new TypeError('Failed to fetch');
    const found = runs.get(id);
    if (!found) throw new ORPCError('run_not_found', { status: 404, message: `There is no run ${id}`, defined: true });
    return found;
  };
  const tell = (reader: Reader, message: Sent | 'broken') => {
    reader.queue.push(message);
    reader.wake();
  };
  const send = (run: string, message: StreamMessage) => {
    position += 1;
    const one = { position, run, message };
    sent.push(one);
    for (const reader of readers) if (reader.runs.includes(run)) tell(reader, one);
  };

  async function* read(reader: Reader, signal: AbortSignal | undefined): AsyncGenerator<StreamMessage, void, void> {
    try {
      for (;;) {
        const next = reader.queue.shift();
        if (signal?.aborted) return;
        if (next === 'broken') throw new TypeError('network error');
        if (next) yield withEventMeta({ ...next.message }, { id: String(next.position) });
        if (reader.queue.length > 0) continue;
        await new Promise<void>((resolve) => {
          reader.wake = resolve;
          signal?.addEventListener('abort', () => resolve(), { once: true });
        });
      }
    } finally {
      readers.delete(reader);
    }
  }

  const client = {
    runs: {
      start: async ({ workflow, inputs, ...wish }: { workflow: string; inputs: object }) => {
        if (memory.isAway) throw new TypeError('Failed to fetch');
        calls.push(['start', workflow, JSON.stringify(inputs), ...(Object.keys(wish).length > 0 ? [JSON.stringify(wish)] : [])].join(' '));
        started += 1;
        return { id: `run-${started}` };
      },
      list: async ({ workflow }: { workflow: string }) => ({
        runs: [...runs]
          .filter(([, { definition }]) => definition.id === workflow)
          .map(([id]) => ({ id }))
          .reverse(),
      }),
      definition: async ({ id }: { id: string }) => find(id).definition,
      events: async ({ id, follow }: { id: string; follow?: string }, { lastEventId }: { lastEventId?: string }) => {
        const { events } = find(id);
        if (follow !== 'false') throw new Error('Windows follow runs by their one stream');
        const after = Number(lastEventId?.split(':')[1] ?? 0);
        calls.push(`read ${id} after ${after}`);
        return events.filter(({ seq }) => seq > after).map((event): StreamMessage => ({ type: 'event', event }));
      },
      logs: async ({ id, offset = 0 }: { id: string; offset?: number }) => {
        await memory.answering;
        const lines = find(id).lines.slice(offset, offset + 2);
        return { lines, next: offset + lines.length, isEnd: offset + lines.length >= find(id).lines.length };
      },
      cancel: async ({ id }: { id: string }) => {
        calls.push(`cancel ${id}`);
        const isOver = find(id).events.at(-1)?.type === 'run.finished';
        if (isOver) throw new ORPCError('run_finished', { status: 409, message: 'The run has finished', defined: true });
        return { id };
      },
      continue: async ({ id, path }: { id: string; path?: string }) => {
        calls.push(`continue ${id} ${path ?? 'all'}`);
        throw new ORPCError('task_not_waiting', { status: 409, message: 'No such task waits at a breakpoint', defined: true });
      },
    },
    events: {
      follow: async ({ runs: list }: { runs: string }, { lastEventId, signal }: { lastEventId?: string; signal?: AbortSignal }) => {
        if (memory.isAway) throw new TypeError('Failed to fetch');
        calls.push(`listen ${list} after ${lastEventId ?? 'nothing'}`);
        const reader: Reader = { runs: list.split(','), queue: [], wake: () => undefined };
        const after = Number(lastEventId ?? position);
        const missed = sent.filter((each) => each.position > after && reader.runs.includes(each.run));
        const reset: Sent = { position, run: '', message: { type: 'reset', message: 'Messages in between are gone' } };
        reader.queue.push(...(lastEventId !== undefined && after < forgotten ? [reset] : missed));
        readers.add(reader);
        signal?.addEventListener('abort', () => readers.delete(reader));
        return read(reader, signal);
      },
    },
    blobs: {
      get: async ({ hash }: { hash: string }) => new File([blobs.get(hash) ?? ''], hash),
    },
  };

  const memory: MemoryRuns = {
    client: client as unknown as MemoryRuns['client'],
    blobs,
    calls,
    isAway: false,
    answering: Promise.resolve(),
    add: (id, definition, events = []) => void runs.set(id, { definition, events: [...events], lines: [] }),
    remove: (id) => void runs.delete(id),
    emit: (id, ...events) => {
      runs.get(id)?.events.push(...events);
      for (const event of events) send(id, { type: 'event', event });
    },
    log: (id, text) => {
      const line: LogEntry = { at: 1, level: 'info', task: 'a', attempt: 1, text };
      runs.get(id)?.lines.push(line);
      send(id, { type: 'log', run: id, line });
    },
    breakOff: () => {
      for (const reader of [...readers]) tell(reader, 'broken');
    },
    forget: () => {
      sent = [];
      position += 1;
      forgotten = position;
    },
    swallow: (id, event) => void runs.get(id)?.events.push(event),
    streams: () => [...readers].map(({ runs: list }) => list.join()),
  };
  return memory;
}
