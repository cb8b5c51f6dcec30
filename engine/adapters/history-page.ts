// What a list knows of a run, and how a page of such entries is written down. Everything here can be made again from the runs themselves.
import { shortJson } from '../run/short-json.ts';
import { type EndedTaskStatus, type TaskTime, taskTimes } from '../run/task-times.ts';
import type { RunSummary } from '../run/view.ts';
import type { FinishedRun } from './history.ts';
import type { PackedAt } from './history-pack.ts';

/** One letter per task in the order of a list of paths, then how long each took in milliseconds; null: it did not run. */
type TaskColumn = readonly [paths: number, statuses: string, ...durationsMs: (number | null)[]];

export type IndexEntry = PackedAt & {
  readonly summary: RunSummary;
  /** The beginning of the inputs' JSON text; absent: there are none. */
  readonly inputs?: string;
  readonly tasks?: TaskColumn;
};

/**
 * `end`: behind the last run. A sealed pack is not appended to any more, and what stands behind `end` does not count. `paths`: lists of
 * task paths that entries refer to by their place.
 */
export type PageContent = { format: typeof pageFormat; end: number; isSealed: boolean; paths: string[][]; runs: IndexEntry[] };

export const pageFormat = 3;

/** Of the inputs' JSON text, in UTF-16 units. */
const shownInputs = 200;

export function emptyPage(): PageContent {
  return { format: pageFormat, end: 0, isSealed: false, paths: [], runs: [] };
}

/** What is searched of the inputs. */
export function inputsOf({ events: [created] }: Pick<FinishedRun, 'events'>): string {
  return created?.type === 'run.created' && Object.keys(created.inputs).length > 0 ? shortJson(created.inputs, shownInputs) : '';
}

/** Adds a run to a page. */
export class PageWriter {
  readonly #content: PageContent;
  readonly #numbers = new Map<string, number>();
  /** About how long the page is as text. */
  #size = 0;

  constructor(content: PageContent) {
    this.#content = content;
    for (const [number, paths] of content.paths.entries()) {
      this.#numbers.set(keyOf(paths), number);
      this.#size += keyOf(paths).length;
    }
    for (const entry of content.runs) this.#size += sizeOf(entry);
  }

  get sizeBytes(): number {
    return this.#size;
  }

  clear(): void {
    Object.assign(this.#content, emptyPage());
    this.#numbers.clear();
    this.#size = 0;
  }

  add(run: FinishedRun, place: PackedAt): IndexEntry {
    const inputs = inputsOf(run);
    const times = taskTimes(run.events);
    return this.#push({
      summary: run.summary,
      ...place,
      ...(inputs === '' ? {} : { inputs }),
      ...(times.length === 0 ? {} : { tasks: this.#column(times) }),
    });
  }

  /** Takes an entry over from another page. */
  move(entry: IndexEntry, paths: readonly string[], { offset, length }: PackedAt): IndexEntry {
    const { tasks, ...rest } = entry;
    const [, ...column] = tasks ?? [0, ''];
    return this.#push({ ...rest, offset, length, ...(tasks ? { tasks: [this.#pathsAt(paths), ...column] } : {}) });
  }

  #push(entry: IndexEntry): IndexEntry {
    this.#content.runs.push(entry);
    this.#content.end = entry.offset + entry.length;
    this.#size += sizeOf(entry);
    return entry;
  }

  /** By path, so that runs of one workflow share a list whatever the order in which their tasks ended. */
  #column(times: readonly TaskTime[]): TaskColumn {
    const sorted = [...times].sort((a, b) => (a.path < b.path ? -1 : 1));
    const statuses = sorted.map(({ status }) => letters[status]).join('');
    return [this.#pathsAt(sorted.map(({ path }) => path)), statuses, ...sorted.map(({ durationMs }) => durationMs)];
  }

  #pathsAt(paths: readonly string[]): number {
    const key = keyOf(paths);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#size += key.length;
    this.#numbers.set(key, this.#content.paths.length);
    return this.#content.paths.push([...paths]) - 1;
  }
}

export function tasksOf({ paths }: PageContent, { tasks }: IndexEntry): readonly TaskTime[] {
  if (!tasks) return [];
  const [number, statuses, ...durations] = tasks;
  const names = paths[number] ?? [];
  return names.map((path, index) => ({
    path,
    status: statusOf(statuses[index]),
    durationMs: durations[index] ?? null,
  }));
}

const letters: { readonly [status in EndedTaskStatus]: string } = { succeeded: 's', failed: 'f', skipped: 'k', canceled: 'c' };

function statusOf(letter: string | undefined): EndedTaskStatus {
  switch (letter) {
    case 's':
      return 'succeeded';
    case 'f':
      return 'failed';
    case 'k':
      return 'skipped';
    default:
      return 'canceled';
  }
}

/** Paths have no line breaks. */
function keyOf(paths: readonly string[]): string {
  return paths.join('\n');
}

function sizeOf({ summary, inputs = '', tasks = [0, ''], blobs = [] }: IndexEntry): number {
  return 350 + (summary.error?.message.length ?? 0) + inputs.length + tasks.length * 5 + blobs.length * 67;
}
