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
  const reading = { memory, from, asOf: from?.asOf ?? sources.now() };
  const filter = createRunFilter(query);
  const found: RunSummary[] = [];
  for await (const some of inOrder(sources, reading, filter)) {
    for (const each of some) if (found.length <= limit && filter.matches(each)) found.push(each.summary);
    if (found.length > limit) break;
  }
  const runs = found.slice(0, limit);
  const last = runs.at(-1);
  return { runs, next: found.length > limit && last ? cursorText(cursorOf(last, reading)) : null };
}

/** What a run's id alone says: the list goes on from where the run is now. */
async function cursorAt(sources: RunSources, memory: readonly MemoryListing[], id: string): Promise<RunCursor | null> {
  const found = memory.find(({ summary }) => summary.id === id) ?? (await sources.history.find(id));
  return found ? cursorOf(found.summary, { from: null, asOf: sources.now() }) : null;
}

function cursorOf(summary: RunSummary, { from, asOf }: Pick<Reading, 'from' | 'asOf'>): RunCursor {
  const { id: run, createdAt, finishedAt } = summary;
  // On a first page whatever has ended stands among the ended, be its end in the future by this clock.
  const hadEnded = finishedAt !== null && (from === null || finishedAt <= asOf);
  const readAt = from === null && finishedAt !== null ? Math.max(asOf, finishedAt) : asOf;
  return { asOf: readAt, hadEnded, at: hadEnded ? finishedAt : createdAt, run };
}

/** What was open when reading began, by creation; then what had ended, by its end. Each part the newest first. */
async function* inOrder(sources: RunSources, reading: Reading, filter: RunFilter): AsyncGenerator<readonly Listing[]> {
  const { memory, from, asOf } = reading;
  const hadEnded = ({ summary }: Listing) => summary.finishedAt !== null && (from === null || summary.finishedAt <= asOf);
  if (!from?.hadEnded) yield await openThen(sources, reading, hadEnded);
  const ended = memory.filter(hadEnded).sort(byEnd);
  yield from?.hadEnded ? ended.filter(({ summary }) => isOlder(summary.finishedAt ?? 0, summary.id, from)) : ended;
  const known = new Set(memory.map(({ summary }) => summary.id));
  // While that run is in memory, all that the history has ended before it.
  const behind = from?.hadEnded && !known.has(from.run) ? { behind: from } : {};
  for await (const page of sources.history.newestFirst({ wants: filter.wants, ...behind })) {
    yield page.filter((each) => hadEnded(each) && !known.has(each.summary.id));
  }
}

/** Some of it has ended since. */
async function openThen(
  { history }: RunSources,
  { memory, from, asOf }: Reading,
  hadEnded: (listing: Listing) => boolean,
): Promise<readonly Listing[]> {
  const open = new Map<string, Listing>();
  const take = (each: Listing) => {
    const { id, createdAt } = each.summary;
    if (!hadEnded(each) && (from === null || (createdAt <= asOf && isOlder(createdAt, id, from)))) open.set(id, each);
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

function byCreation({ summary: a }: Listing, { summary: b }: Listing): number {
  return b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);
}

function byEnd({ summary: a }: Listing, { summary: b }: Listing): number {
  return (b.finishedAt ?? 0) - (a.finishedAt ?? 0) || (a.id < b.id ? 1 : -1);
}
