// Reads runs wherever they are: in memory while they go on, then in the history.
import type { History } from '../adapters/history.ts';
import { inputsOf } from '../adapters/history-page.ts';
import type { RunLogs } from '../adapters/run-logs.ts';
import type { RunEvent } from '../run/event.ts';
import type { Run } from '../run/run.ts';
import { taskTimes } from '../run/task-times.ts';
import { type RunRecord, runRecord, summarize, unitsOf } from '../run/view.ts';
import type { Json } from '../workflow/json.ts';
import type { BlobValues } from './blob-values.ts';
import type { DefinitionLoader } from './definition.ts';
import type { Runs } from './engine.ts';
import { followLog, type LogFollowerParts } from './log-follower.ts';
import { replay } from './replay.ts';
import type { Origin } from './reruns.ts';
import { listRuns, type MemoryListing, type RunSources } from './run-list.ts';
import { countRuns } from './run-statistics.ts';

/** A run in memory, as far as readers care; `durable` says how many of its events are on disk. */
export type MemoryRun = { readonly run: Run; readonly events: readonly RunEvent[]; readonly durable: number };

export type RunSource = {
  readonly get: (id: string) => MemoryRun | undefined;
  readonly all: () => Iterable<MemoryRun>;
};

export type RunReaderParts = {
  readonly memory: RunSource;
  /** Resolves when everything that the runs in memory have recorded so far is on disk; rejects when the disk takes nothing for now. */
  readonly durable: () => Promise<void>;
  readonly now: () => number;
  readonly history: History;
  readonly logs: Pick<RunLogs, 'read'>;
  readonly definitions: DefinitionLoader;
  readonly values: BlobValues;
  /** Calls back when something happened in a run; absent where nothing happens. */
  readonly onNews?: LogFollowerParts['onNews'];
};

export type RunReader = Runs & {
  readonly run: (id: string) => Promise<Origin | null>;
  readonly record: (run: Run) => Promise<RunRecord>;
};

export function createRunReader(parts: RunReaderParts): RunReader {
  const { memory, now, history, logs, definitions, values } = parts;
  const events = async (id: string) => {
    const live = memory.get(id);
    return live ? live.events.slice(0, live.durable) : await history.events(id);
  };
  const definition = async (id: string) => {
    const created = (await events(id))[0];
    return created?.type === 'run.created' ? definitions.version(created.definition) : null;
  };
  const run = async (id: string) => {
    const live = memory.get(id);
    const found = await definition(id);
    if (!found) return null;
    if (live && (await isOnDisk(parts))) return { run: live.run, definition: found };
    return { run: replay(found.program, await events(id)), definition: found };
  };
  const isGoingOn = async (id: string) => {
    if (!parts.onNews) return false;
    const last = (await events(id)).at(-1);
    return last !== undefined && last.type !== 'run.finished';
  };
  const record = (of: Run) => recordOf(of, values);
  const sources: RunSources = { inMemory: () => listedInMemory(parts), history, now };
  return {
    run,
    record,
    events,
    list: (query) => listRuns(sources, query ?? {}),
    statistics: (filter) => countRuns(sources, filter ?? {}),
    get: async (id) => {
      const live = memory.get(id);
      // Made before it waits for the disk: what happens meanwhile may not be there yet.
      const shown = live ? await record(live.run) : null;
      if (shown && (await isOnDisk(parts))) return shown;
      const found = await run(id);
      return found && record(found.run);
    },
    logs: (id, query) => logs.read(id, query),
    followLogs: (id, query, signal) => followLog({ logs, isGoingOn, onNews: parts.onNews ?? neverNews }, id, query, signal),
    definition: async (id) => (await definition(id))?.workflow ?? null,
  };
}

const neverNews = () => () => undefined;

/** False while what is in memory does not get to the disk: then only what its events on disk lead to is shown. */
function isOnDisk({ durable }: RunReaderParts): Promise<boolean> {
  return durable().then(
    () => true,
    () => false,
  );
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

async function listedInMemory(parts: RunReaderParts): Promise<readonly MemoryListing[]> {
  const shown = [...parts.memory.all()].map(({ run, events }) => listing(run, events));
  if (await isOnDisk(parts)) return shown;
  const found: MemoryListing[] = [];
  for (const { events, durable } of parts.memory.all()) {
    const [created] = events;
    if (durable === 0 || created?.type !== 'run.created') continue;
    const definition = await parts.definitions.version(created.definition);
    const onDisk = events.slice(0, durable);
    if (definition) found.push(listing(replay(definition.program, onDisk), onDisk));
  }
  return found;
}

function listing(run: Run, events: readonly RunEvent[]): MemoryListing {
  return {
    summary: summarize(run),
    get inputs() {
      return inputsOf({ events });
    },
    tasks: () => taskTimes(events),
  };
}
