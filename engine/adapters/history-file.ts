// Run history on disk: packs are the truth, their indexes (lowdb) are the lists that people read.
import { makePrivateDirectory } from './durable-files.ts';
import { type FileSystem, nodeFiles } from './file-system.ts';
import type { FinishedRun, History, ListedRun, ListOptions } from './history.ts';
import { idSetOf } from './history-digest.ts';
import type { IndexedPack } from './history-index.ts';
import { LoadedPacks } from './history-loaded.ts';
import { type FoundEntry, MonthPacks } from './history-month.ts';
import { type IndexEntry, tasksOf } from './history-page.ts';

export type FileHistoryOptions = {
  readonly folder: string;
  readonly files?: FileSystem;
  /** Indexes are saved at most this often. Default: once a second. */
  readonly saveEveryMs?: number;
  /** Default: 1000. */
  readonly runsPerPack?: number;
  /** Another process writes here: nothing is repaired on disk, and nothing is damage. */
  readonly isReadOnly?: boolean;
};

const monthName = /^\d{4}-\d{2}$/;

export async function openFileHistory(options: FileHistoryOptions): Promise<History> {
  const history = new FileHistory(options);
  await history.open();
  return {
    add: (runs) => history.add(runs),
    has: async (id) => (await history.find(id)) !== null,
    find: async (id) => {
      const found = await history.find(id);
      return found && listed(found.pack, found.entry);
    },
    events: (id) => history.events(id),
    newestFirst: (options) => history.newestFirst(options),
    remove: (ids) => history.remove(ids),
    damage: () => history.damage,
    close: () => history.close(),
  };
}

class FileHistory {
  readonly damage: string[] = [];
  readonly #options: Required<FileHistoryOptions>;
  /** By month, in no order. */
  readonly #months = new Map<string, MonthPacks>();
  readonly #loaded = new LoadedPacks();
  /** Appends, saves and removals follow one another. */
  #last: Promise<unknown> = Promise.resolve();
  #saveTimer: NodeJS.Timeout | null = null;

  constructor({ folder, files = nodeFiles, saveEveryMs = 1000, runsPerPack = 1000, isReadOnly = false }: FileHistoryOptions) {
    this.#options = { folder, files, saveEveryMs, runsPerPack, isReadOnly };
  }

  async open(): Promise<void> {
    const { folder, files, isReadOnly } = this.#options;
    if (!isReadOnly) await makePrivateDirectory(folder, files);
    const names = await files.list(folder).catch(() => []);
    const months = names.filter((name) => monthName.test(name)).sort();
    for (const month of months) this.#month(month);
    // Nothing was written into older ones lately, so they are looked into when somebody asks for them.
    for (const month of months.slice(-2)) {
      // One month that cannot be read must not keep the engine from starting.
      await this.#month(month)
        .open()
        .catch((error: unknown) => this.#damaged(`The run history of ${month} cannot be read: ${(error as Error).message}`));
    }
  }

  add(runs: readonly FinishedRun[]): Promise<void> {
    return this.#queue(async () => {
      const byMonth = new Map<string, FinishedRun[]>();
      for (const run of runs) {
        const month = monthOf(run);
        const others = byMonth.get(month);
        if (others) others.push(run);
        else byMonth.set(month, [run]);
      }
      for (const [month, ofMonth] of byMonth) await this.#month(month).add(ofMonth);
      this.#saveSoon();
    });
  }

  async find(id: string): Promise<FoundEntry | null> {
    const created = createdMonth(id);
    for (const packs of this.#newestMonths()) {
      // No run ends before it was created.
      if (created !== null && packs.month < created) return null;
      const found = await packs.find(id);
      if (found) return found;
    }
    return null;
  }

  /** A pack that was written anew meanwhile has its runs in other places, so it is asked again. */
  async events(id: string) {
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const found = await this.find(id);
      const run = await found?.pack.read(found.entry);
      if (run?.summary.id === id) return run.events;
    }
    return [];
  }

  async *newestFirst({ behind, wants }: ListOptions = {}): AsyncGenerator<readonly ListedRun[]> {
    const from = behind ? await this.#goingOn(behind) : null;
    // A write that failed, and a page that was lost, may leave a run in two packs.
    const seen = new Set<string>();
    for (const packs of this.#newestMonths()) {
      if (from && packs.month > from.month) continue;
      const upTo = from?.month === packs.month ? from.pack : Number.POSITIVE_INFINITY;
      for await (const pack of packs.newestFirst({ upTo, wants })) {
        const entries = from ? from.entriesOf(pack, pack.number === upTo) : pack.runs;
        const runs: ListedRun[] = [];
        for (let index = entries.length - 1; index >= 0; index -= 1) {
          const entry = entries[index] as IndexEntry;
          if (seen.has(entry.summary.id)) continue;
          seen.add(entry.summary.id);
          runs.push(listed(pack, entry));
        }
        yield runs;
      }
    }
  }

  /** Behind the run where it stands, or, when it is gone, behind the instant at which it ended. */
  async #goingOn({ run, at }: Exclude<ListOptions['behind'], undefined>): Promise<GoingOn> {
    const found = await this.find(run);
    if (!found) {
      const entriesOf = (pack: IndexedPack) => pack.runs.filter((entry) => endOf(entry) < at);
      return { month: monthAt(at), pack: Number.POSITIVE_INFINITY, entriesOf };
    }
    const entriesOf = (pack: IndexedPack, isThere: boolean) => (isThere ? pack.runs.slice(0, pack.indexOf(run)) : pack.runs);
    return { month: found.month, pack: found.pack.number, entriesOf };
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.#queue(async () => {
      const gone = await idSetOf(ids);
      for (const packs of this.#months.values()) await packs.remove(gone);
      this.#saveSoon();
    });
  }

  async close(): Promise<void> {
    if (this.#saveTimer) clearTimeout(this.#saveTimer);
    this.#saveTimer = null;
    // What is not saved is made again from the packs.
    await this.#queue(() => this.#save()).catch(() => undefined);
  }

  #month(month: string): MonthPacks {
    const known = this.#months.get(month);
    if (known) return known;
    const { folder, files, runsPerPack, isReadOnly } = this.#options;
    const onDamage = (sentence: string) => this.#damaged(sentence);
    const packs = new MonthPacks({
      files,
      folder,
      month,
      runsPerPack,
      isReadOnly,
      onDamage,
      loaded: this.#loaded,
      onUnsaved: () => this.#saveSoon(),
    });
    this.#months.set(month, packs);
    return packs;
  }

  #damaged(sentence: string): void {
    if (!this.#options.isReadOnly) this.damage.push(sentence);
  }

  #newestMonths(): readonly MonthPacks[] {
    return [...this.#months.values()].sort((a, b) => (a.month < b.month ? 1 : -1));
  }

  #saveSoon(): void {
    if (this.#saveTimer) return;
    this.#saveTimer = setTimeout(() => {
      this.#saveTimer = null;
      // An index that could not be saved is made again from its pack, at the latest by the next start.
      this.#queue(() => this.#save()).catch((error: unknown) => this.#damaged(`A page of the run history was not saved: ${String(error)}`));
    }, this.#options.saveEveryMs);
    this.#saveTimer.unref();
  }

  async #save(): Promise<void> {
    if (this.#options.isReadOnly) return;
    for (const packs of this.#months.values()) await packs.save();
  }

  #queue<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(work);
    this.#last = next.catch(() => undefined);
    return next;
  }
}

type GoingOn = {
  readonly month: string;
  readonly pack: number;
  /** `isThere`: it is that very pack. */
  readonly entriesOf: (pack: IndexedPack, isThere: boolean) => readonly IndexEntry[];
};

function listed({ content }: IndexedPack, entry: IndexEntry): ListedRun {
  const { summary, inputs = '', length, blobs = [] } = entry;
  return { summary, inputs, sizeBytes: length, tasks: () => tasksOf(content, entry), blobs };
}

function endOf({ summary }: Pick<FinishedRun, 'summary'>): number {
  return summary.finishedAt ?? summary.createdAt;
}

function monthOf(run: FinishedRun): string {
  return monthAt(endOf(run));
}

function monthAt(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}

/** Ids of runs begin with the day they were created; others say nothing. */
function createdMonth(id: string): string | null {
  const match = /^(\d{4})(\d{2})\d{2}-/.exec(id);
  return match ? `${match[1]}-${match[2]}` : null;
}
