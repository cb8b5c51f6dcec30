// The one stream of a window: it brings what happens in all the runs that are followed and have not ended, and is open only while there are
// some and the window can be seen. What it did not bring is read from the run.
import { mostRunsChars } from '../../engine/api/contract/shapes.ts';
import type { Client } from '../api/client.ts';
import { failureOf } from '../api/failure.ts';
import { messageId } from '../api/message-id.ts';
import type { Follower, RunMessage } from './follower.ts';
import type { PageSight } from './page-sight.ts';
import { pause } from './pause.ts';
import type { StreamPlace } from './stream-place.ts';

export type RunStreamParts = {
  readonly client: Client;
  readonly sight: PageSight;
  readonly place: StreamPlace;
};

type Connection = {
  /** Those that the stream brings, without those that have ended meanwhile. */
  readonly runs: Set<string>;
  /** Those that are being read. */
  readonly reading: Set<Follower>;
  readonly signal: AbortSignal;
  readonly end: () => void;
};

const firstPauseMs = 250;
const longestPauseMs = 5_000;
/** Between two looks at the runs, in a window that leaves streams to others. */
const lookMs = 2_000;

export class RunStream {
  readonly #parts: RunStreamParts;
  readonly #followers = new Set<Follower>();
  #connection: Connection | null = null;
  /** The id of the last message; null: not known. */
  #position: string | null = null;

  constructor(parts: RunStreamParts) {
    this.#parts = parts;
    parts.sight.onChange(() => this.#tend());
  }

  /** Reads what has happened, and takes part in what happens if the run goes on. */
  async follow(follower: Follower): Promise<void> {
    await follower.catchUp(new AbortController().signal).catch(() => undefined);
    if (follower.isStopped) return;
    if (follower.isOver) return follower.setLive(true);
    // Nobody listened while it was read.
    follower.fallBehind();
    this.#followers.add(follower);
    this.#tend();
  }

  leave(follower: Follower): void {
    follower.stop();
    this.#followers.delete(follower);
    this.#tend();
  }

  /** Sees to it that there is a stream of the runs that are wanted, and none of others. */
  #tend(): void {
    for (const follower of this.#followers) if (follower.isOver) this.#letGo(follower);
    const wanted = new Set(this.#parts.sight.isHidden() ? [] : [...this.#followers].map(({ run }) => run));
    if (this.#connection && wanted.size > 0 && isSame(this.#connection.runs, wanted)) return;
    this.#connection?.end();
    this.#connection = null;
    if (wanted.size > 0) void this.#keep(this.#connect(wanted));
    else this.#parts.place.leave();
  }

  /** Of what has ended nothing more comes: that is no reason for another stream. */
  #letGo(follower: Follower): void {
    this.#followers.delete(follower);
    this.#connection?.runs.delete(follower.run);
  }

  #connect(runs: Set<string>): Connection {
    const ended = new AbortController();
    this.#connection = { runs, reading: new Set(), signal: ended.signal, end: () => ended.abort() };
    return this.#connection;
  }

  /** Until the connection is ended, over streams that break and come back. */
  async #keep(connection: Connection): Promise<void> {
    const { signal } = connection;
    let pauseMs = firstPauseMs;
    while (!signal.aborted) {
      const before = this.#position;
      const hasPlace = await this.#parts.place.take();
      if (signal.aborted) return;
      if (hasPlace) await this.#listen(connection).catch(() => undefined);
      else await this.#look(connection);
      if (signal.aborted) return;
      if (hasPlace) for (const follower of this.#followers) follower.setLive(false);
      if (this.#position !== before) pauseMs = firstPauseMs;
      await pause(hasPlace ? pauseMs : lookMs, signal);
      pauseMs = hasPlace ? Math.min(longestPauseMs, pauseMs * 2) : firstPauseMs;
    }
  }

  /** One stream to its end. */
  async #listen(connection: Connection): Promise<void> {
    const { signal, runs } = connection;
    const position = this.#position;
    const resume = position === null ? {} : { lastEventId: position };
    const messages = await this.#parts.client.events.follow({ logs: 'true', ...filterOf(runs) }, { signal, ...resume });
    if (signal.aborted) return;
    this.#begin(connection, position === null);
    for await (const message of messages) {
      if (signal.aborted) return;
      this.#position = messageId(message) ?? this.#position;
      if (message.type === 'reset') this.#begin(connection, true);
      else this.#give(message, connection);
    }
  }

  #begin(connection: Connection, isGap: boolean): void {
    for (const follower of this.#followers) {
      if (isGap) follower.fallBehind();
      if (follower.isBehind) void this.#catchUp(follower, connection);
      else follower.setLive(true);
    }
  }

  #give(message: RunMessage, connection: Connection): void {
    const run = message.type === 'event' ? message.event.run : message.run;
    for (const follower of this.#followers) {
      if (follower.run !== run) continue;
      follower.take(message);
      if (follower.isOver) this.#tend();
      else if (follower.isBehind) void this.#catchUp(follower, connection);
    }
  }

  /** In a window that leaves streams to others. */
  async #look({ signal }: Connection): Promise<void> {
    this.#position = null;
    await Promise.all([...this.#followers].map((follower) => this.#readOn(follower, signal)));
  }

  async #catchUp(follower: Follower, { signal, reading }: Connection): Promise<void> {
    if (reading.has(follower)) return;
    reading.add(follower);
    for (let pauseMs = firstPauseMs; !(await this.#readOn(follower, signal)); pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
      await pause(pauseMs, signal);
    }
    reading.delete(follower);
  }

  /** Whether that was it: it is known now, or nobody wants to know any more. */
  async #readOn(follower: Follower, signal: AbortSignal): Promise<boolean> {
    const isWanted = () => !signal.aborted && this.#followers.has(follower);
    try {
      await follower.catchUp(signal);
      if (isWanted()) follower.setLive(true);
    } catch (thrown) {
      if (!isWanted()) return true;
      follower.setLive(false);
      if (failureOf(thrown).code !== 'run_not_found') return false;
      this.#letGo(follower);
    }
    if (!signal.aborted) this.#tend();
    return !isWanted() || !follower.isBehind;
  }
}

function isSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((each) => b.has(each));
}

/** More runs than fit into an address are found among all. */
function filterOf(runs: ReadonlySet<string>): { readonly runs?: string } {
  const text = [...runs].join(',');
  return text.length > mostRunsChars ? {} : { runs: text };
}
