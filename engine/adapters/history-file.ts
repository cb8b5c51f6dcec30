// Run history on disk: packs are the truth, their indexes (lowdb) are the lists that people read.
import { makePrivateDirectory } from './durable-files.ts';
import { type FileSystem, nodeFiles } from './file-system.ts';
import type { FinishedRun, History } from './history.ts';
import type { IndexEntry, IndexedPack } from './history-index.ts';
import { MonthPacks } from './history-month.ts';

export type FileHistoryOptions = {
  readonly folder: string;
  readonly files?: FileSystem;
  /** Indexes are saved at most this often. Default: once a second. */
  readonly saveEveryMs?: number;
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
    summary: async (id) => (await history.find(id))?.entry.summary ?? null,
    events: (id) => history.events(id),
    newestFirst: () => history.newestFirst(),
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
  /** Appends, saves and removals follow one another. */
  #last: Promise<unknown> = Promise.resolve();
  #saveTimer: NodeJS.Timeout | null = null;

  constructor({ folder, files = nodeFiles, saveEveryMs = 1000, isReadOnly = false }: FileHistoryOptions) {
    this.#options = { folder, files, saveEveryMs, isReadOnly };
  }

  async open(): Promise<void> {
    const { folder, files, isReadOnly } = this.#options;
    if (!isReadOnly) await makePrivateDirectory(folder, files);
    const names = await files.list(folder).catch(() => []);
    for (const month of names.filter((name) => monthName.test(name))) {
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

  async find(id: string): Promise<{ readonly pack: IndexedPack; readonly entry: IndexEntry } | null> {
    const created = createdMonth(id);
    for (const packs of this.#newestMonths()) {
      // No run ends before it was created.
      if (created !== null && packs.month < created) return null;
      const found = await packs.find(id);
      if (found) return found;
    }
    return null;
  }

  async events(id: string) {
    const found = await this.find(id);
    return found ? ((await found.pack.read(found.entry))?.events ?? []) : [];
  }

  async *newestFirst() {
    // A write that failed, and an index that was lost, may leave a run in two packs.
    const seen = new Set<string>();
    for (const packs of this.#newestMonths()) {
      for await (const { runs } of packs.newestFirst()) {
        for (let index = runs.length - 1; index >= 0; index -= 1) {
          const { summary, length } = runs[index] as IndexEntry;
          if (seen.has(summary.id)) continue;
          seen.add(summary.id);
          yield { summary, sizeBytes: length };
        }
      }
    }
  }

  remove(ids: readonly string[]): Promise<void> {
    return this.#queue(async () => {
      const gone = new Set(ids);
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
    const { folder, files, isReadOnly } = this.#options;
    const packs = new MonthPacks({ files, folder, month, isReadOnly, onDamage: (sentence) => this.#damaged(sentence) });
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

function monthOf({ summary }: FinishedRun): string {
  return new Date(summary.finishedAt ?? summary.createdAt).toISOString().slice(0, 7);
}

/** Ids of runs begin with the day they were created; others say nothing. */
function createdMonth(id: string): string | null {
  const match = /^(\d{4})(\d{2})\d{2}-/.exec(id);
  return match ? `${match[1]}-${match[2]}` : null;
}
