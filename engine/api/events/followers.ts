// Who follows the messages of several runs: of all, or of some. A message costs nothing for those who do not want its run.
import type { EventSource } from './event-source.ts';
import type { RecentMessage } from './recent-messages.ts';

export class Follower {
  readonly source: EventSource;
  /** Null: all. */
  readonly runs: ReadonlySet<string> | null;
  readonly #logs: boolean;

  constructor(source: EventSource, runs: readonly string[] | undefined, logs: boolean) {
    this.source = source;
    this.runs = runs === undefined ? null : new Set(runs);
    this.#logs = logs;
  }

  wants(recent: RecentMessage): boolean {
    return (this.#logs || recent.message.type === 'event') && (this.runs === null || this.runs.has(recent.run));
  }
}

export class Followers {
  readonly #ofAll = new Set<Follower>();
  readonly #byRun = new Map<string, Set<Follower>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(follower: Follower): void {
    this.#size += 1;
    if (follower.runs === null) this.#ofAll.add(follower);
    for (const run of follower.runs ?? []) {
      const known = this.#byRun.get(run);
      if (known) known.add(follower);
      else this.#byRun.set(run, new Set([follower]));
    }
  }

  remove(follower: Follower): void {
    this.#size -= 1;
    this.#ofAll.delete(follower);
    for (const run of follower.runs ?? []) {
      const known = this.#byRun.get(run);
      known?.delete(follower);
      if (known?.size === 0) this.#byRun.delete(run);
    }
  }

  push(recent: RecentMessage): void {
    for (const followers of [this.#ofAll, this.#byRun.get(recent.run)]) {
      for (const follower of followers ?? []) if (follower.wants(recent)) follower.source.push(recent.frame);
    }
  }
}
