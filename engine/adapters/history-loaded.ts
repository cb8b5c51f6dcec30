// The packs whose pages are in memory: all that are not settled, and the few that were asked for last.
import type { IndexedPack } from './history-index.ts';

/** A page takes about a megabyte. */
const mostSettled = 8;

export class LoadedPacks {
  /** In the order of last use. */
  readonly #packs = new Map<string, { readonly loading: Promise<IndexedPack>; pack: IndexedPack | null }>();

  get(key: string, load: () => Promise<IndexedPack>): Promise<IndexedPack> {
    const known = this.#packs.get(key);
    if (known) {
      this.#packs.delete(key);
      this.#packs.set(key, known);
      return known.loading;
    }
    const loading = load();
    const slot: { readonly loading: Promise<IndexedPack>; pack: IndexedPack | null } = { loading, pack: null };
    this.#packs.set(key, slot);
    loading.then(
      (pack) => {
        slot.pack = pack;
        this.trim();
      },
      () => this.#packs.delete(key),
    );
    return loading;
  }

  /** Only when it is loaded. */
  peek(key: string): Promise<IndexedPack> | undefined {
    return this.#packs.get(key)?.loading;
  }

  forget(key: string): void {
    this.#packs.delete(key);
  }

  trim(): void {
    const settled = [...this.#packs].filter(([, { pack }]) => pack?.isSettled);
    for (const [key] of settled.slice(0, -mostSettled)) this.#packs.delete(key);
  }
}
