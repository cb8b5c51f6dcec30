// The log of a run from some place on, and then what comes, as it stands on disk: nothing is missed and nothing comes twice.
import type { LogQuery, PlacedLine, RunLogs } from '../adapters/run-logs.ts';

export type LogFollowerParts = {
  readonly logs: Pick<RunLogs, 'read'>;
  /** False when there is no such run, too. */
  readonly isGoingOn: (id: string) => Promise<boolean>;
  /** Calls back when there may be more; gives a function that ends that. */
  readonly onNews: (id: string, callback: () => void) => () => void;
};

const pageLines = 500;

export async function* followLog(
  parts: LogFollowerParts,
  id: string,
  query: LogQuery,
  signal: AbortSignal,
): AsyncGenerator<PlacedLine, void> {
  const news = new News(parts, id);
  const onAbort = () => news.tell();
  signal.addEventListener('abort', onAbort);
  try {
    let offset = query.offset ?? 0;
    while (!signal.aborted) {
      news.take();
      // Asked first: what is written before a run's end is read after it.
      const mayBeMore = await parts.isGoingOn(id);
      const page = await parts.logs.read(id, { ...query, offset, limit: pageLines });
      yield* page.lines;
      offset = page.next;
      if (!page.isEnd) continue;
      if (!mayBeMore) return;
      await news.wait();
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    news.close();
  }
}

class News {
  readonly #unsubscribe: () => void;
  #isNew = false;
  #wake: (() => void) | null = null;

  constructor({ onNews }: LogFollowerParts, id: string) {
    this.#unsubscribe = onNews(id, () => this.tell());
  }

  take(): void {
    this.#isNew = false;
  }

  tell(): void {
    this.#isNew = true;
    this.#wake?.();
  }

  async wait(): Promise<void> {
    if (this.#isNew) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = null;
  }

  close(): void {
    this.#unsubscribe();
  }
}
