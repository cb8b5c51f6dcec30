// The lists of a month's runs: pages of about a thousand summaries on lowdb, each with the place of the whole run in the pack. They are
// views: a page that is missing, damaged or behind is made again from the pack.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Low } from 'lowdb';
import type { RunSummary } from '../run/view.ts';
import { isMissing } from './durable-files.ts';
import { type PackedAt, readPackTail } from './history-pack.ts';
import { openDocument } from './lowdb-file.ts';

export type PageEntry = PackedAt & { readonly summary: RunSummary };

/** `from` and `end` are offsets in the pack. */
type PageContent = { from: number; end: number; runs: PageEntry[] };

export type Page = {
  readonly number: number;
  readonly document: Low<PageContent>;
  readonly byId: Map<string, PageEntry>;
  isDirty: boolean;
};

const pageName = /^page-(\d{4,})\.json$/;
const runsPerPage = 1000;

/** The pages of one month. Each is loaded when somebody asks for it, the last one at once. */
export class MonthPages {
  readonly month: string;
  readonly damage: string[] = [];
  readonly #folder: string;
  readonly #pages = new Map<number, Promise<Page>>();
  #count = 0;

  constructor(folder: string, month: string) {
    this.#folder = folder;
    this.month = month;
  }

  /** Finds the pages and lists runs that the pack has and the pages have not. */
  async open(): Promise<{ readonly tornBytes: number; readonly end: number }> {
    const names = await readdir(join(this.#folder, this.month)).catch(whenMissing);
    this.#count = Math.max(0, ...names.map((name) => Number(pageName.exec(name)?.[1] ?? 0)));
    const last = this.#count === 0 ? null : await this.page(this.#count);
    const tail = await readPackTail(this.#folder, this.month, last?.document.data.end ?? 0);
    for (const { run, offset, length } of tail.runs) await this.add({ summary: run.summary, offset, length });
    const end = this.#count === 0 ? 0 : (await this.page(this.#count)).document.data.end;
    return { tornBytes: tail.tornBytes, end };
  }

  get count(): number {
    return this.#count;
  }

  page(number: number): Promise<Page> {
    const known = this.#pages.get(number);
    if (known) return known;
    const page = this.#load(number);
    this.#pages.set(number, page);
    return page;
  }

  async add(entry: PageEntry): Promise<void> {
    let page = this.#count === 0 ? null : await this.page(this.#count);
    if (!page || page.document.data.runs.length >= runsPerPage) {
      this.#count += 1;
      page = await this.page(this.#count);
    }
    const content = page.document.data;
    if (content.runs.length === 0) content.from = entry.offset;
    content.runs.push(entry);
    content.end = entry.offset + entry.length;
    page.byId.set(entry.summary.id, entry);
    page.isDirty = true;
  }

  async find(id: string): Promise<PageEntry | null> {
    for (let number = this.#count; number > 0; number -= 1) {
      const entry = (await this.page(number)).byId.get(id);
      if (entry) return entry;
    }
    return null;
  }

  async save(): Promise<void> {
    for (const loading of this.#pages.values()) {
      const page = await loading;
      if (!page.isDirty) continue;
      page.isDirty = false;
      await page.document.write();
    }
  }

  async #load(number: number): Promise<Page> {
    const path = join(this.#folder, this.month, `page-${String(number).padStart(4, '0')}.json`);
    let isDamaged = false;
    const empty = (): PageContent => ({ from: 0, end: 0, runs: [] });
    const document = await openDocument<PageContent>(path, empty(), (message) => {
      isDamaged = true;
      this.damage.push(`A page of the run history was made again: ${message}`);
      return empty();
    });
    if (isDamaged) document.data = await this.#rebuild(number);
    return { number, document, byId: new Map(document.data.runs.map((entry) => [entry.summary.id, entry])), isDirty: isDamaged };
  }

  async #rebuild(number: number): Promise<PageContent> {
    const from = number === 1 ? 0 : (await this.page(number - 1)).document.data.end;
    const { runs } = await readPackTail(this.#folder, this.month, from);
    const entries = runs.slice(0, runsPerPage).map(({ run, offset, length }) => ({ summary: run.summary, offset, length }));
    const last = entries.at(-1);
    return { from, end: last ? last.offset + last.length : from, runs: entries };
  }
}

function whenMissing(error: unknown): string[] {
  if (isMissing(error)) return [];
  throw error;
}
