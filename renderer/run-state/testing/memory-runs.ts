// Runs as a window sees them over the API: events that a test gives out, to as many streams as are open; connections break when it says so.
import { ORPCError } from '@orpc/client';
import type { LogEntry, StreamMessage } from '../../../engine/api/contract/shapes.ts';
import type { RunEvent } from '../../../engine/run/event.ts';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import type { Client } from '../../api/client.ts';

export type MemoryRuns = {
  readonly client: Pick<Client, 'runs' | 'blobs'>;
  readonly blobs: Map<string, string>;
  /** What was asked for, in order. */
  readonly calls: string[];
  /** Makes a run; its first event is given out at once. */
  readonly add: (id: string, definition: Workflow, events?: readonly RunEvent[]) => void;
  readonly emit: (id: string, ...events: readonly RunEvent[]) => void;
  readonly log: (id: string, text: string) => void;
  /** Breaks all streams. */
  readonly breakOff: () => void;
  /** How many streams are open. */
  readonly streams: () => number;
  isAway: boolean;
};

type Kept = { readonly definition: Workflow; readonly events: RunEvent[]; readonly lines: LogEntry[] };
type Reader = { readonly run: string; readonly queue: (StreamMessage | 'broken')[]; wake: () => void };

export function createMemoryRuns(): MemoryRuns {
  const runs = new Map<string, Kept>();
  const readers = new Set<Reader>();
  const blobs = new Map<string, string>();
  const calls: string[] = [];
  let started = 0;

  const find = (id: string): Kept => {
    if (memory.isAway) throw new TypeError('Failed to fetch');
    const found = runs.get(id);
    if (!found) throw new ORPCError('run_not_found', { status: 404, message: `There is no run ${id}`, defined: true });
    return found;
  };
  const send = (run: string, message: StreamMessage | 'broken') => {
    for (const reader of readers) {
      if (reader.run !== run) continue;
      reader.queue.push(message);
      reader.wake();
    }
  };

  async function* read(run: string, after: number, signal: AbortSignal | undefined): AsyncGenerator<StreamMessage, void, void> {
    const reader: Reader = { run, queue: [], wake: () => undefined };
    const { events } = find(run);
    reader.queue.push(...events.filter(({ seq }) => seq > after).map((event): StreamMessage => ({ type: 'event', event })));
    readers.add(reader);
    try {
      for (;;) {
        const message = reader.queue.shift();
        if (signal?.aborted) return;
        if (message === 'broken') throw new TypeError('network error');
        if (message) yield message;
        if (message?.type === 'event' && message.event.type === 'run.finished') return;
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
      events: async ({ id }: { id: string }, { lastEventId, signal }: { lastEventId?: string; signal?: AbortSignal }) => {
        find(id);
        calls.push(`events ${id} after ${lastEventId ?? 'nothing'}`);
        return read(id, Number(lastEventId?.split(':')[1] ?? 0), signal);
      },
      logs: async ({ id, offset = 0 }: { id: string; offset?: number }) => {
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
    blobs: {
      get: async ({ hash }: { hash: string }) => new File([blobs.get(hash) ?? ''], hash),
    },
  };

  const memory: MemoryRuns = {
    client: client as unknown as MemoryRuns['client'],
    blobs,
    calls,
    isAway: false,
    add: (id, definition, events = []) => void runs.set(id, { definition, events: [...events], lines: [] }),
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
      for (const { run } of [...readers]) send(run, 'broken');
    },
    streams: () => readers.size,
  };
  return memory;
}
