// `0001.index.json` beside each pack: the summaries that lists show, each with the place of the whole run. It is a view: one that is missing,
// damaged or behind is made again from the pack.
import { join } from 'node:path';
import type { Low } from 'lowdb';
import type { RunSummary } from '../run/view.ts';
import { isMissing, readRange, replaceFile } from './durable-files.ts';
import type { FileSystem, OpenFile } from './file-system.ts';
import type { FinishedRun } from './history.ts';
import { appendToPack, type Pack, type PackedAt, readPacked, readPackTail } from './history-pack.ts';
import { generations, openView } from './lowdb-file.ts';

export type IndexEntry = PackedAt & { readonly summary: RunSummary };

/** `end`: behind the last run. A sealed pack is not appended to any more, and what stands behind `end` does not count. */
type IndexContent = {
  end: number;
  isSealed: boolean;
  /** Of an index that does not say which blobs its runs refer to, nothing but the pack itself tells. */
  listsBlobs?: true;
  runs: IndexEntry[];
};

export type PackPlace = { readonly files: FileSystem; readonly folder: string; readonly number: number; readonly isReadOnly: boolean };

const mostRuns = 1000;
const mostBytes = 16 * 1024 * 1024;

/** A pack with its index. */
export class IndexedPack {
  readonly number: number;
  readonly #pack: Pack;
  readonly #isReadOnly: boolean;
  readonly #document: Low<IndexContent>;
  readonly #byId: Map<string, IndexEntry>;
  #isDirty: boolean;

  private constructor(place: PackPlace, document: Low<IndexContent>, isDirty: boolean) {
    this.number = place.number;
    this.#pack = packAt(place);
    this.#isReadOnly = place.isReadOnly;
    this.#document = document;
    this.#byId = new Map(document.data.runs.map((entry) => [entry.summary.id, entry]));
    this.#isDirty = isDirty;
  }

  /** Reads the index, and from the pack what the index does not know. Damage is told in sentences. */
  static async open(place: PackPlace, onDamage: (sentence: string) => void): Promise<IndexedPack> {
    const pack = packAt(place);
    let isRebuilt = false;
    const empty = (): IndexContent => ({ end: 0, isSealed: false, listsBlobs: true, runs: [] });
    const whenDamaged = (message: string) => {
      onDamage(`A page of the run history was made again: ${message}`);
      isRebuilt = true;
      return empty();
    };
    const document = await openView({ path: indexPath(place), initial: empty(), whenDamaged, files: place.files });
    const wasSealed = document.data.isSealed;
    const isBehind = await takeIn(pack, document, onDamage);
    const opened = new IndexedPack(place, document, isBehind || isRebuilt);
    // Saved at once, damage is told once. When that fails, it is told again.
    if (document.data.isSealed && !wasSealed) await opened.save().catch(() => undefined);
    return opened;
  }

  get runs(): readonly IndexEntry[] {
    return this.#document.data.runs;
  }

  get isFull(): boolean {
    const { isSealed, runs, end } = this.#document.data;
    return isSealed || runs.length >= mostRuns || end >= mostBytes;
  }

  /** How many more runs it takes at once. */
  get room(): number {
    return this.isFull ? 0 : mostRuns - this.runs.length;
  }

  find(id: string): IndexEntry | undefined {
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
      for (const [index, place] of places.entries()) this.#list({ summary: (runs[index] as FinishedRun).summary, ...place });
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
  }

  /** Writes the pack anew without these runs. False when nothing of it is left: then it is gone. */
  async remove(ids: ReadonlySet<string>): Promise<boolean> {
    const { files, folder, path } = this.#pack;
    const kept = this.runs.filter(({ summary }) => !ids.has(summary.id));
    if (kept.length === 0) {
      await files.remove(path);
      const index = indexPathOf(path);
      const names = [index, ...Array.from({ length: generations }, (_, age) => `${index}.${age + 1}`)];
      for (const name of names) await files.remove(name).catch(() => undefined);
      return false;
    }
    const file = await files.open(path, 'read');
    const lines: Buffer[] = [];
    try {
      for (const entry of kept) lines.push(await readLine(file, entry));
    } finally {
      await file.close();
    }
    // An index that does not fit any more must not be found beside the new pack.
    await removeIfThere(files, indexPathOf(path));
    await files.syncDirectory(folder);
    await replaceFile(path, Buffer.concat(lines), files);
    const content = this.#document.data;
    Object.assign(content, { end: 0, isSealed: true, runs: [] });
    this.#byId.clear();
    for (const [index, line] of lines.entries()) {
      this.#list({ ...(kept[index] as IndexEntry), offset: content.end, length: line.length });
    }
    this.#isDirty = true;
    return true;
  }

  #list(entry: IndexEntry): void {
    const content = this.#document.data;
    content.runs.push(entry);
    content.end = entry.offset + entry.length;
    this.#byId.set(entry.summary.id, entry);
  }
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

/** Brings an index up to its pack; true when it changed. */
async function takeIn(pack: Pack, { data }: Low<IndexContent>, onDamage: (sentence: string) => void): Promise<boolean> {
  const size = await sizeOf(pack);
  if (size === null && data.end > 0) onDamage(`The run history ${pack.path} is missing: its runs are listed, and what they did is lost`);
  if (size === null || (data.isSealed && data.listsBlobs && size >= data.end)) return false;
  if (size < data.end || !data.listsBlobs) Object.assign(data, { end: 0, listsBlobs: true, runs: [] });
  const tail = await readPackTail(pack, data.end);
  if (size === 0) data.isSealed = true;
  for (const { run, ...place } of tail.runs) {
    data.runs.push({ summary: run.summary, ...place });
    data.end = place.offset + place.length;
  }
  if (tail.damagedBytes > 0) {
    data.isSealed = true;
    onDamage(
      `The run history ${pack.path} has ${tail.damagedBytes} bytes that are no whole record: it is left as it is, and a new file is begun`,
    );
  }
  return tail.runs.length > 0 || tail.damagedBytes > 0;
}

async function removeIfThere(files: FileSystem, path: string): Promise<void> {
  await files.remove(path).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}

async function sizeOf({ files, path }: Pack): Promise<number | null> {
  try {
    const file = await files.open(path, 'read');
    try {
      return await file.size();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function readLine(file: OpenFile, { offset, length }: PackedAt): Promise<Buffer> {
  const line = await readRange(file, offset, offset + length);
  if (line.length < length) throw new Error('a run ends behind the end of its pack');
  return line;
}
