// Lists of runs over memory and history, in pages that stay as they were when the first of them was read.
import type { History, ListedRun } from '../adapters/history.ts';
import type { RunSummary } from '../run/view.ts';
import type { RunsPage, RunsQuery } from './engine.ts';
import { cursorText, parseCursor, type RunCursor } from './run-cursor.ts';
import { createRunFilter, type RunFilter } from './run-filter.ts';

export type MemoryListing = Pick<ListedRun, 'summary' | 'inputs' | 'tasks'>;

export type RunSources = {
  /** What goes on, and what has ended and may not be in the history yet. */
  readonly inMemory: () => Promise<readonly MemoryListing[]>;
  readonly history: Pick<History, 'find' | 'newestFirst'>;
  readonly now: () => number;
};

type Listing = Pick<ListedRun, 'summary' | 'inputs'>;
type Reading = { readonly memory: readonly MemoryListing[]; readonly from: RunCursor | null; readonly asOf: number };

export async function listRuns(sources: RunSources, query: RunsQuery): Promise<RunsPage> {
  const { limit = 50, before } = query;
  const memory = await sources.inMemory();
  const from = before === undefined ? null : (parseCursor(before) ?? (await cursorAt(sources, memory, before)));
  if (before !== undefined && !from) return { runs: [], next: null };
  const reading = { memory, from, asOf: from?.asOf ?? (await latestInstant(sources, memory)) };
  const found: RunSummary[] = [];
  for await (const some of inOrder(sources, reading, createRunFilter(query))) {
    found.push(...some.slice(0, limit + 1 - found.length));
    if (found.length > limit) break;
  }
  const runs = found.slice(0, limit);
  const last = runs.at(-1);
  return { runs, next: found.length > limit && last ? cursorText(cursorOf(last, reading.asOf)) : null };
}

/** What a run's id alone says: the list goes on from where the run is now. */
async function cursorAt(sources: RunSources, memory: readonly MemoryListing[], id: string): Promise<RunCursor | null> {
  const found = memory.find(({ summary }) => summary.id === id) ?? (await sources.history.find(id));
  return found ? cursorOf(found.summary, await latestInstant(sources, memory)) : null;
}

/** Now, unless the clock was put back since the last run ended. */
async function latestInstant({ now, history }: RunSources, memory: readonly MemoryListing[]): Promise<number> {
  let latest = now();
  for (const { summary } of memory) latest = Math.max(latest, summary.finishedAt ?? 0);
  for await (const [newest] of history.newestFirst()) return Math.max(latest, newest?.summary.finishedAt ?? 0);
  return latest;
}

function cursorOf(summary: RunSummary, asOf: number): RunCursor {
  const { id: run, createdAt, finishedAt } = summary;
  return { asOf, run, ...(hasEnded(summary, asOf) ? { hadEnded: true, at: finishedAt ?? 0 } : { hadEnded: false, at: createdAt }) };
}

function hasEnded({ finishedAt }: RunSummary, asOf: number): boolean {
  return finishedAt !== null && finishedAt <= asOf;
}

/** What was open when reading began, by creation; then what had ended, by its end. Each part the newest first. */
async function* inOrder(sources: RunSources, reading: Reading, filter: RunFilter): AsyncGenerator<readonly RunSummary[]> {
  const { memory, from, asOf } = reading;
  if (!from?.hadEnded) yield await openThen(sources, reading, filter);
  const isWanted = (each: Listing) => hasEnded(each.summary, asOf) && filter.matches(each);
  const ended = memory.filter(isWanted).map(({ summary }) => summary);
  yield ended.filter(({ id, finishedAt }) => !from?.hadEnded || isOlder(finishedAt ?? 0, id, from)).sort(byEnd);
  const known = new Set(memory.map(({ summary }) => summary.id));
  // While that run is in memory, all that the history has ended before it.
  const behind = from?.hadEnded && !known.has(from.run) ? { behind: from } : {};
  for await (const page of sources.history.newestFirst({ wants: filter.wants, ...behind })) {
    yield page.filter((each) => isWanted(each) && !known.has(each.summary.id)).map(({ summary }) => summary);
  }
}

/** Some of it has ended since. */
async function openThen({ history }: RunSources, { memory, from, asOf }: Reading, filter: RunFilter): Promise<readonly RunSummary[]> {
  const open = new Map<string, RunSummary>();
  const take = (each: Listing) => {
    const { id, createdAt } = each.summary;
    if (hasEnded(each.summary, asOf) || (from && (createdAt > asOf || !isOlder(createdAt, id, from)))) return;
    if (filter.matches(each)) open.set(id, each.summary);
  };
  for (const each of memory) take(each);
  if (from) {
    for await (const page of history.newestFirst({ wants: ({ finished }) => finished[1] > asOf })) for (const each of page) take(each);
  }
  return [...open.values()].sort(byCreation);
}

function isOlder(at: number, run: string, than: RunCursor): boolean {
  return at < than.at || (at === than.at && run < than.run);
}

function byCreation(a: RunSummary, b: RunSummary): number {
  return b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);
}

function byEnd(a: RunSummary, b: RunSummary): number {
  return (b.finishedAt ?? 0) - (a.finishedAt ?? 0) || (a.id < b.id ? 1 : -1);
}
