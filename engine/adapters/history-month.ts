// The packs of one month, each loaded when somebody asks for it.
import { join } from 'node:path';
import { isMissing, makePrivateDirectory } from './durable-files.ts';
import type { FileSystem } from './file-system.ts';
import type { FinishedRun } from './history.ts';
import { type IndexEntry, IndexedPack } from './history-index.ts';

export type MonthOptions = {
  readonly files: FileSystem;
  /** The folder of all months. */
  readonly folder: string;
  readonly month: string;
  readonly isReadOnly: boolean;
  readonly onDamage: (sentence: string) => void;
};

const packPattern = /^(\d{4,})\.jsonl$/;
const leftOver = /^\..*\.tmp$/;

export class MonthPacks {
  readonly month: string;
  readonly #options: MonthOptions;
  readonly #folder: string;
  readonly #packs = new Map<number, Promise<IndexedPack>>();
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

  async find(id: string): Promise<{ readonly pack: IndexedPack; readonly entry: IndexEntry } | null> {
    for await (const pack of this.newestFirst()) {
      const entry = pack.find(id);
      if (entry) return { pack, entry };
    }
    return null;
  }

  async *newestFirst(): AsyncGenerator<IndexedPack> {
    await this.open();
    for (const number of [...this.#numbers].reverse()) yield await this.#pack(number);
  }

  async save(): Promise<void> {
    for (const loading of this.#packs.values()) await (await loading).save();
  }

  /** Only packs that hold one of them are loaded by then: `ids` come from lists. */
  async remove(ids: ReadonlySet<string>): Promise<void> {
    await this.open();
    for (const number of [...this.#numbers]) {
      const pack = await this.#pack(number);
      if (!pack.runs.some(({ summary }) => ids.has(summary.id)) || (await pack.remove(ids))) continue;
      this.#numbers = this.#numbers.filter((other) => other !== number);
      this.#packs.delete(number);
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
    const known = this.#packs.get(number);
    if (known) return known;
    const { files, isReadOnly, onDamage } = this.#options;
    const loading = IndexedPack.open({ files, folder: this.#folder, number, isReadOnly }, onDamage);
    this.#packs.set(number, loading);
    loading.catch(() => this.#packs.delete(number));
    return loading;
  }
}
