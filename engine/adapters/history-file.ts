// Run history on disk: packs are the truth, pages (lowdb) are the lists that people read.
import { copyFile, readdir, truncate } from 'node:fs/promises';
import { makePrivateDirectory } from './durable-files.ts';
import type { FinishedRun, History } from './history.ts';
import { appendToPack, packPath, readPacked } from './history-pack.ts';
import { MonthPages, type PageEntry } from './history-pages.ts';

export type FileHistoryOptions = {
  readonly folder: string;
  /** Pages are saved at most this often. Default: once a second. */
  readonly saveEveryMs?: number;
  /** Another process writes here: nothing is repaired on disk. */
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
    damage: () => history.damage(),
    close: () => history.close(),
  };
}

class FileHistory {
  readonly #folder: string;
  readonly #saveEveryMs: number;
  readonly #isReadOnly: boolean;
  readonly #damage: string[] = [];
  /** By month, in no order. */
  readonly #months = new Map<string, MonthPages>();
  /** Appends and saves follow one another. */
  #last: Promise<unknown> = Promise.resolve();
  #saveTimer: NodeJS.Timeout | null = null;

  constructor({ folder, saveEveryMs = 1000, isReadOnly = false }: FileHistoryOptions) {
    this.#folder = folder;
    this.#saveEveryMs = saveEveryMs;
    this.#isReadOnly = isReadOnly;
  }

  async open(): Promise<void> {
    if (!this.#isReadOnly) await makePrivateDirectory(this.#folder);
    const months = (await readdir(this.#folder).catch(() => [])).filter((name) => monthName.test(name));
    for (const month of months) await this.#openMonth(month);
  }

  damage(): readonly string[] {
    return [...this.#damage, ...[...this.#months.values()].flatMap((pages) => pages.damage)];
  }

  add(runs: readonly FinishedRun[]): Promise<void> {
    return this.#queue(async () => {
      const byMonth = new Map<string, FinishedRun[]>();
      for (const run of runs) {
        const month = monthOf(run);
        byMonth.set(month, [...(byMonth.get(month) ?? []), run]);
      }
      for (const [month, ofMonth] of byMonth) await this.#addToMonth(month, ofMonth);
      this.#saveSoon();
    });
  }

  async find(id: string): Promise<{ readonly month: string; readonly entry: PageEntry } | null> {
    const created = createdMonth(id);
    for (const pages of this.#newestMonths()) {
      // No run ends before it was created.
      if (created !== null && pages.month < created) return null;
      const entry = await pages.find(id);
      if (entry) return { month: pages.month, entry };
    }
    return null;
  }

  async events(id: string) {
    const found = await this.find(id);
    return found ? ((await readPacked(this.#folder, found.month, found.entry))?.events ?? []) : [];
  }

  async *newestFirst() {
    for (const pages of this.#newestMonths()) {
      for (let number = pages.count; number > 0; number -= 1) {
        const { runs } = (await pages.page(number)).document.data;
        for (let index = runs.length - 1; index >= 0; index -= 1) yield (runs[index] as PageEntry).summary;
      }
    }
  }

  async close(): Promise<void> {
    if (this.#saveTimer) clearTimeout(this.#saveTimer);
    this.#saveTimer = null;
    await this.#queue(() => this.#save());
  }

  #newestMonths(): readonly MonthPages[] {
    return [...this.#months.values()].sort((a, b) => (a.month < b.month ? 1 : -1));
  }

  async #openMonth(month: string): Promise<MonthPages> {
    const pages = new MonthPages(this.#folder, month);
    this.#months.set(month, pages);
    const { tornBytes, end } = await pages.open();
    if (tornBytes > 0 && !this.#isReadOnly) await this.#cut(month, { tornBytes, end });
    return pages;
  }

  /** What a crash left of a run that the journal still has. */
  async #cut(month: string, { tornBytes, end }: { tornBytes: number; end: number }): Promise<void> {
    const path = packPath(this.#folder, month);
    await copyFile(path, `${path}.torn`);
    await truncate(path, end);
    this.#damage.push(`The run history of ${month} ended in a torn record: ${tornBytes} bytes were cut off; the original is ${path}.torn`);
  }

  async #addToMonth(month: string, runs: readonly FinishedRun[]): Promise<void> {
    const pages = this.#months.get(month) ?? (await this.#openMonth(month));
    const places = await appendToPack(this.#folder, month, runs);
    for (const [index, run] of runs.entries()) {
      const place = places[index];
      if (place) await pages.add({ summary: run.summary, ...place });
    }
  }

  #saveSoon(): void {
    if (this.#saveTimer) return;
    this.#saveTimer = setTimeout(() => {
      this.#saveTimer = null;
      // A page that could not be saved is made again from the pack, at the latest by the next start.
      this.#queue(() => this.#save()).catch((error: unknown) =>
        this.#damage.push(`A page of the run history was not saved: ${String(error)}`),
      );
    }, this.#saveEveryMs);
    this.#saveTimer.unref();
  }

  async #save(): Promise<void> {
    if (this.#isReadOnly) return;
    for (const pages of this.#months.values()) await pages.save();
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
