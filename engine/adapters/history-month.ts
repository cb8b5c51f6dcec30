// The packs of one month, each loaded when somebody asks for it; of those that are full no more than a digest is kept.
import { join } from 'node:path';
import { isMissing, makePrivateDirectory } from './durable-files.ts';
import type { FileSystem } from './file-system.ts';
import type { FinishedRun } from './history.ts';
import { type IdSet, mayHold, mayHoldAny, type PageDigest } from './history-digest.ts';
import { IndexedPack, type PackPlace, readDigestOf } from './history-index.ts';
import type { LoadedPacks } from './history-loaded.ts';
import type { IndexEntry } from './history-page.ts';

export type MonthOptions = {
  readonly files: FileSystem;
  /** The folder of all months. */
  readonly folder: string;
  readonly month: string;
  readonly isReadOnly: boolean;
  readonly runsPerPack: number;
  readonly onDamage: (sentence: string) => void;
  readonly loaded: LoadedPacks;
  /** A page was made again and is not on disk. */
  readonly onUnsaved: () => void;
};

export type FoundEntry = { readonly pack: IndexedPack; readonly entry: IndexEntry; readonly month: string };

/** Where to go on: not above this pack. */
export type PackRange = { readonly upTo?: number; readonly wants?: ((digest: PageDigest) => boolean) | undefined };

const packPattern = /^(\d{4,})\.jsonl$/;
const leftOver = /^\..*\.tmp$/;

export class MonthPacks {
  readonly month: string;
  readonly #options: MonthOptions;
  readonly #folder: string;
  /** Of packs that are full, as far as anybody has asked. */
  readonly #digests = new Map<number, PageDigest>();
  #numbers: number[] = [];
  /** Numbers are never used twice. */
  #highest = 0;
  #isOpen = false;

  constructor(options: MonthOptions) {
    this.#options = options;
    this.month = options.month;
    this.#folder = join(options.folder, options.month);
  }

  /** Finds the packs, and brings the index of the last one up to it. Whatever needs the packs tries again until this has succeeded. */
  async open(): Promise<void> {
    if (this.#isOpen) return;
    const { files, isReadOnly } = this.#options;
    const names = await files.list(this.#folder).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (names === null && !isReadOnly) await makePrivateDirectory(this.#folder, files);
    const numbers = (names ?? []).map((name) => Number(packPattern.exec(name)?.[1] ?? 0)).filter((number) => number > 0);
    this.#numbers = numbers.sort((a, b) => a - b);
    this.#highest = this.#numbers.at(-1) ?? 0;
    // A crash came before these could take the place of an index.
    for (const name of isReadOnly ? [] : (names ?? []).filter((each) => leftOver.test(each))) {
      await files.remove(join(this.#folder, name)).catch(() => undefined);
    }
    if (this.#highest > 0) await this.#pack(this.#highest);
    this.#isOpen = true;
  }

  async add(runs: readonly FinishedRun[]): Promise<void> {
    for (let from = 0; from < runs.length; ) {
      const pack = await this.#openPack();
      const some = runs.slice(from, from + pack.room);
      await pack.add(some);
      from += some.length;
    }
  }

  async find(id: string): Promise<FoundEntry | null> {
    for await (const pack of this.newestFirst({ wants: (digest) => mayHold(digest, id) })) {
      const entry = pack.runs[pack.indexOf(id) ?? -1];
      if (entry) return { pack, entry, month: this.month };
    }
    return null;
  }

  async *newestFirst({ upTo = Number.POSITIVE_INFINITY, wants }: PackRange = {}): AsyncGenerator<IndexedPack> {
    await this.open();
    for (const number of [...this.#numbers].reverse()) {
      if (number <= upTo && (!wants || wants(await this.#digest(number)))) yield await this.#pack(number);
    }
  }

  async save(): Promise<void> {
    const { loaded } = this.#options;
    for (const number of this.#numbers) await (await loaded.peek(this.#key(number)))?.save();
    loaded.trim();
  }

  async remove(gone: IdSet): Promise<void> {
    await this.open();
    for (const number of [...this.#numbers]) {
      if (!mayHoldAny(await this.#digest(number), gone)) continue;
      const pack = await this.#pack(number);
      if (!pack.runs.some(({ summary }) => gone.ids.has(summary.id))) continue;
      const isLeft = await pack.remove(gone.ids);
      this.#digests.delete(number);
      if (isLeft) continue;
      this.#numbers = this.#numbers.filter((other) => other !== number);
      this.#options.loaded.forget(this.#key(number));
    }
  }

  async #openPack(): Promise<IndexedPack> {
    await this.open();
    const last = this.#numbers.at(-1);
    const pack = last === undefined ? null : await this.#pack(last);
    if (pack && !pack.isFull) return pack;
    this.#highest += 1;
    this.#numbers.push(this.#highest);
    return this.#pack(this.#highest);
  }

  #pack(number: number): Promise<IndexedPack> {
    return this.#options.loaded.get(this.#key(number), async () => {
      const { onDamage, onUnsaved } = this.#options;
      const pack = await IndexedPack.open(this.#place(number), onDamage);
      if (pack.isFull && !pack.isSettled) onUnsaved();
      return pack;
    });
  }

  async #digest(number: number): Promise<PageDigest> {
    const known = this.#digests.get(number);
    if (known) return known;
    const isLast = number === this.#highest;
    const found = isLast ? null : await readDigestOf(this.#place(number));
    const digest = found ?? (await this.#madeDigest(number));
    // The last pack may still grow.
    if (!isLast) this.#digests.set(number, digest);
    return digest;
  }

  async #madeDigest(number: number): Promise<PageDigest> {
    const pack = await this.#pack(number);
    // What cannot be kept is made again.
    await pack.keepDigest().catch(() => undefined);
    return pack.digest;
  }

  #place(number: number): PackPlace {
    const { files, isReadOnly, runsPerPack } = this.#options;
    return { files, folder: this.#folder, number, isReadOnly, mostRuns: runsPerPack };
  }

  #key(number: number): string {
    return `${this.month}/${number}`;
  }
}
