// Reads runs wherever they are: in memory while they go on, then in the history.
import type { History } from '../adapters/history.ts';
import type { RunLogs } from '../adapters/run-logs.ts';
import type { RunEvent } from '../run/event.ts';
import type { Run } from '../run/run.ts';
import { type RunRecord, type RunSummary, runRecord, summarize, unitsOf } from '../run/view.ts';
import type { Json } from '../workflow/json.ts';
import type { BlobValues } from './blob-values.ts';
import type { DefinitionLoader } from './definition.ts';
import type { Runs, RunsQuery } from './engine.ts';
import { replay } from './replay.ts';
import type { Origin } from './reruns.ts';

/** A run in memory, as far as readers care. */
export type MemoryRun = { readonly run: Run; readonly events: readonly RunEvent[] };

export type RunSource = {
  readonly get: (id: string) => MemoryRun | undefined;
  readonly all: () => Iterable<MemoryRun>;
};

export type RunReaderParts = {
  readonly memory: RunSource;
  readonly history: History;
  readonly logs: RunLogs;
  readonly definitions: DefinitionLoader;
  readonly values: BlobValues;
};

export type RunReader = Runs & {
  readonly run: (id: string) => Promise<Origin | null>;
  readonly record: (run: Run) => Promise<RunRecord>;
};

export function createRunReader(parts: RunReaderParts): RunReader {
  const { memory, history, logs, definitions, values } = parts;
  const events = async (id: string) => memory.get(id)?.events ?? (await history.events(id));
  const run = async (id: string) => {
    const found = await events(id);
    const created = found[0];
    if (created?.type !== 'run.created') return null;
    const definition = await definitions.version(created.definition);
    if (!definition) return null;
    return { run: memory.get(id)?.run ?? replay(definition.program, found), definition };
  };
  const record = (of: Run) => recordOf(of, values);
  return {
    run,
    record,
    events: async (id) => [...(await events(id))],
    list: (query) => list(parts, query ?? {}),
    get: async (id) => {
      const found = await run(id);
      return found && record(found.run);
    },
    logs: (id, query) => logs.read(id, query),
    definition: async (id) => (await run(id))?.definition.workflow ?? null,
  };
}

/** Large values above this in all are shown as references. */
const recordBytes = 64 * 1024 * 1024;

async function recordOf(run: Run, values: BlobValues): Promise<RunRecord> {
  const loaded = new Map<string, Json>();
  let sizeBytes = 0;
  for (const stored of storedIn(run)) {
    if (stored?.kind !== 'blob' || loaded.has(stored.hash)) continue;
    sizeBytes += stored.sizeBytes;
    const found = sizeBytes > recordBytes ? null : await values.load(stored.hash);
    if (found) loaded.set(stored.hash, found.value);
  }
  return runRecord(run, ({ hash, sizeBytes, mediaType }) => loaded.get(hash) ?? { blob: hash, sizeBytes, mediaType });
}

function* storedIn(run: Run) {
  yield run.ending?.outputs;
  for (const scope of [run.root, run.hooks]) for (const unit of unitsOf(scope)) yield unit.output;
}

async function list({ memory, history }: RunReaderParts, query: RunsQuery): Promise<readonly RunSummary[]> {
  const { limit = 50, before } = query;
  const found: RunSummary[] = [];
  let isBehind = before === undefined;
  for await (const summary of newestFirst(memory, history)) {
    if (found.length >= limit) break;
    if (isBehind && matches(summary, query)) found.push(summary);
    if (summary.id === before) isBehind = true;
  }
  return found;
}

/** What goes on first, by creation; then what has ended, by its end. */
async function* newestFirst(memory: RunSource, history: History): AsyncGenerator<RunSummary> {
  const inMemory = [...memory.all()].map(({ run }) => summarize(run));
  const seen = new Set(inMemory.map((summary) => summary.id));
  yield* inMemory.filter((summary) => summary.finishedAt === null).sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1));
  yield* inMemory.filter((summary) => summary.finishedAt !== null).sort((a, b) => (b.finishedAt ?? 0) - (a.finishedAt ?? 0));
  for await (const { summary } of history.newestFirst()) if (!seen.has(summary.id)) yield summary;
}

function matches(summary: RunSummary, { workflow, status }: RunsQuery): boolean {
  return (workflow === undefined || summary.workflow === workflow) && (status === undefined || summary.status === status);
}
