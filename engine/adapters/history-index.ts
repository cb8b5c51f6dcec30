// `0001.index.json` beside each pack: the page of entries that lists show, each with the place of the whole run. It is a view: one that is
// missing, damaged or behind is made again from the pack. Beside a page that is full stands its digest.
import { basename, dirname, join } from 'node:path';
import type { Low } from 'lowdb';
import { readRange, readWholeFile, removeIfThere, replaceFile } from './durable-files.ts';
import type { FileSystem, OpenFile } from './file-system.ts';
import type { FinishedRun } from './history.ts';
import { digestOf, type PageDigest, readDigest, writeDigest } from './history-digest.ts';
import { takeIn } from './history-intake.ts';
import { appendToPack, type Pack, type PackedAt, readPacked } from './history-pack.ts';
import { emptyPage, type IndexEntry, type PageContent, PageWriter, pageFormat } from './history-page.ts';
import { generations, openView } from './lowdb-file.ts';
import { keepAside } from './quarantine.ts';

export type PackPlace = {
  readonly files: FileSystem;
  readonly folder: string;
  readonly number: number;
  readonly isReadOnly: boolean;
  /** A pack with as many runs is full. */
  readonly mostRuns: number;
};

const mostBytes = 16 * 1024 * 1024;
const mostPageBytes = 2 * 1024 * 1024;

/** A pack with its index. */
export class IndexedPack {
  readonly number: number;
  readonly #pack: Pack;
  readonly #isReadOnly: boolean;
  readonly #mostRuns: number;
  readonly #document: Low<PageContent>;
  readonly #byId: Map<string, number>;
  #page: PageWriter;
  #isDirty: boolean;
  #digest: PageDigest | null = null;

  private constructor(place: PackPlace, { document, page, isDirty }: FoundPage) {
    this.number = place.number;
    this.#pack = packAt(place);
    this.#isReadOnly = place.isReadOnly;
    this.#mostRuns = place.mostRuns;
    this.#document = document;
    this.#page = page;
    this.#byId = new Map(document.data.runs.map((entry, index) => [entry.summary.id, index]));
    this.#isDirty = isDirty;
  }

  /** Reads the index, and from the pack what the index does not know. Damage is told in sentences. */
  static async open(place: PackPlace, onDamage: (sentence: string) => void): Promise<IndexedPack> {
    const pack = packAt(place);
    let isRebuilt = false;
    const whenDamaged = (message: string) => {
      onDamage(`A page of the run history was made again: ${message}`);
      isRebuilt = true;
      return emptyPage();
    };
    const document = await openView({ path: indexPath(place), initial: emptyPage(), whenDamaged, files: place.files });
    // Written by an earlier Millrace, it is made again.
    if (document.data.format !== pageFormat) document.data = emptyPage();
    const wasSealed = document.data.isSealed;
    const page = new PageWriter(document.data);
    const isBehind = await takeIn(pack, { content: document.data, page }, onDamage);
    const opened = new IndexedPack(place, { document, page, isDirty: isBehind || isRebuilt });
    // Saved at once, damage is told once. When that fails, it is told again.
    if (document.data.isSealed && !wasSealed) await opened.save().catch(() => undefined);
    return opened;
  }

  get runs(): readonly IndexEntry[] {
    return this.#document.data.runs;
  }

  get content(): PageContent {
    return this.#document.data;
  }

  get isFull(): boolean {
    const { isSealed, runs, end } = this.#document.data;
    return isSealed || runs.length >= this.#mostRuns || end >= mostBytes || this.#page.sizeBytes >= mostPageBytes;
  }

  /** All of it is on disk for good, so it can be read again at any time. */
  get isSettled(): boolean {
    return this.isFull && (!this.#isDirty || this.#isReadOnly);
  }

  get digest(): PageDigest {
    if (!this.isFull) return digestOf(this.runs);
    this.#digest ??= digestOf(this.runs);
    return this.#digest;
  }

  /** How many more runs it takes at once. */
  get room(): number {
    return this.isFull ? 0 : this.#mostRuns - this.runs.length;
  }

  /** Its index in `runs`. */
  indexOf(id: string): number | undefined {
    return this.#byId.get(id);
  }

  read(entry: IndexEntry): Promise<FinishedRun | null> {
    return readPacked(this.#pack, entry);
  }

  /** Resolves when the runs are on disk. */
  async add(runs: readonly FinishedRun[]): Promise<void> {
    const content = this.#document.data;
    try {
      const places = await appendToPack(this.#pack, content.end, runs);
      for (const [index, place] of places.entries()) this.#listed(this.#page.add(runs[index] as FinishedRun, place));
    } catch (error) {
      content.isSealed = true;
      throw error;
    } finally {
      this.#isDirty = true;
    }
  }

  async save(): Promise<void> {
    if (!this.#isDirty || this.#isReadOnly) return;
    this.#isDirty = false;
    await this.#document.write();
    await this.keepDigest();
  }

  /** Beside a page that is full and on disk. */
  async keepDigest(): Promise<void> {
    if (!this.isSettled || this.#isReadOnly) return;
    const { files, path } = this.#pack;
    await writeDigest(digestPathOf(path), this.digest, files);
    // The page changes no more, so there is nothing for older ones to make up for.
    for (const name of generationsOf(indexPathOf(path))) await files.remove(name).catch(() => undefined);
  }

  /**
   * Writes the pack anew without these runs. False when nothing of it is left: then it is gone. Bytes that are no whole record are kept
   * aside first; where there is no room for that, it stays as it is.
   */
  async remove(ids: ReadonlySet<string>): Promise<boolean> {
    const { files, folder, path } = this.#pack;
    await this.#keepDamaged();
    const kept = this.runs.filter(({ summary }) => !ids.has(summary.id));
    const lines = kept.length === 0 ? [] : await this.#linesOf(kept);
    // Lists that do not fit any more must be found neither beside the new pack nor beside another with this number.
    for (const name of [digestPathOf(path), indexPathOf(path)]) await removeIfThere(files, name);
    await files.syncDirectory(folder);
    if (kept.length === 0) {
      await files.remove(path);
      for (const name of generationsOf(indexPathOf(path))) await files.remove(name).catch(() => undefined);
      return false;
    }
    await replaceFile(path, Buffer.concat(lines), files);
    this.#relist(kept, lines);
    return true;
  }

  async #keepDamaged(): Promise<void> {
    const { files, folder, path } = this.#pack;
    const content = await readWholeFile(path, files);
    const known = this.runs.reduce((sum, { length }) => sum + length, 0);
    if (content.length <= known) return;
    const copy = await keepAside(files, dirname(folder), `${basename(folder)}-${basename(path)}`, content);
    if (copy === null) throw new Error(`${path} has bytes that are no whole record, and there is no room to keep them aside`);
  }

  async #linesOf(entries: readonly IndexEntry[]): Promise<readonly Buffer[]> {
    const file = await this.#pack.files.open(this.#pack.path, 'read');
    try {
      const lines: Buffer[] = [];
      for (const entry of entries) lines.push(await readLine(file, entry));
      return lines;
    } finally {
      await file.close();
    }
  }

  #relist(kept: readonly IndexEntry[], lines: readonly Buffer[]): void {
    const { paths } = this.#document.data;
    this.#document.data = { ...emptyPage(), isSealed: true };
    this.#page = new PageWriter(this.#document.data);
    this.#byId.clear();
    for (const [index, { length }] of lines.entries()) {
      const entry = kept[index] as IndexEntry;
      const offset = this.#document.data.end;
      this.#listed(this.#page.move(entry, paths[entry.tasks?.[0] ?? 0] ?? [], { offset, length }));
    }
    this.#digest = null;
    this.#isDirty = true;
  }

  #listed({ summary }: IndexEntry): void {
    this.#byId.set(summary.id, this.runs.length - 1);
  }
}

type FoundPage = { readonly document: Low<PageContent>; readonly page: PageWriter; readonly isDirty: boolean };

/** Of a page that is full; null when it has to be read for that. */
export function readDigestOf(place: PackPlace): Promise<PageDigest | null> {
  return readDigest(digestPathOf(packAt(place).path), place.files);
}

export function packName(number: number): string {
  return `${String(number).padStart(4, '0')}.jsonl`;
}

function packAt({ files, folder, number }: PackPlace): Pack {
  return { files, folder, path: join(folder, packName(number)) };
}

function indexPath(place: PackPlace): string {
  return indexPathOf(packAt(place).path);
}

function indexPathOf(path: string): string {
  return path.replace(/\.jsonl$/, '.index.json');
}

function digestPathOf(path: string): string {
  return path.replace(/\.jsonl$/, '.digest.json');
}

function generationsOf(path: string): readonly string[] {
  return Array.from({ length: generations }, (_, age) => `${path}.${age + 1}`);
}

async function readLine(file: OpenFile, { offset, length }: PackedAt): Promise<Buffer> {
  const line = await readRange(file, offset, offset + length);
  if (line.length < length) throw new Error('a run ends behind the end of its pack');
  return line;
}
