// Who follows what. All followers of several runs share one subscription to the engine, and the messages of the last moments, so that a reader
// whose connection broke, or who wants other runs now, goes on where it was.
import type { Engine, LogQuery, PlacedLine, RunMessage } from '../../host/engine.ts';
import { EventSource, type Frame, frameOf, type QueueLimits, queueLimits } from './event-source.ts';
import { Follower, Followers } from './followers.ts';
import { PastLines } from './past-lines.ts';
import { type RecentMessage, RecentMessages } from './recent-messages.ts';

export type FeedOptions = {
  readonly engine: Pick<Engine, 'subscribe' | 'runs'>;
  /** Names this feed in ids: ids of another process are not ours. */
  readonly epoch: string;
  readonly limits?: QueueLimits;
};

export type FollowOptions = { readonly after?: string | undefined; readonly logs?: boolean | undefined };
/** `runs`: the messages of these alone. */
export type FollowAllOptions = FollowOptions & { readonly runs?: readonly string[] | undefined };
export type FollowRunOptions = FollowOptions & { readonly follow?: boolean | undefined };

/** How long messages are kept for nobody. */
const lingerMs = 60_000;

/** Of log lines that are on their way to a reader before others are read. */
const lumpChars = 128 * 1024;
/** Of a line beside its text. */
const lineChars = 200;

export class EventFeed {
  readonly #options: FeedOptions;
  readonly #sources = new Set<EventSource>();
  readonly #followers = new Followers();
  readonly #frames = new WeakMap<object, Frame>();
  readonly #recent: RecentMessages;
  #unsubscribe: (() => void) | null = null;
  #linger: NodeJS.Timeout | null = null;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#recent = new RecentMessages(options.epoch);
  }

  get size(): number {
    return this.#sources.size;
  }

  /** Messages of all runs, or of some, from now on or from the one after `after`. */
  followAll({ after, logs = false, runs }: FollowAllOptions): EventSource {
    this.#listen();
    const source = this.#open();
    const follower = new Follower(source, runs, logs);
    if (after !== undefined) source.replay(this.#since(after, follower));
    this.#followers.add(follower);
    source.onClose(() => {
      this.#followers.remove(follower);
      this.#sources.delete(source);
      if (this.#followers.size === 0) this.#listenLater();
    });
    return source;
  }

  /**
   * One run from its first event, or from the one after `after`, to its end, or with `follow: false` to what has happened so far. Null when
   * there is no such run.
   */
  async followRun(run: string, { after, logs = false, follow = true }: FollowRunOptions): Promise<EventSource | null> {
    const source = this.#open();
    let seen = seqOf(run, after);
    let past = new PastLines(run, []);
    let early: RunMessage[] | null = [];
    const take = (message: RunMessage) => {
      if (message.type === 'log') {
        if (logs && !past.isRepeated(message.line)) source.push(this.#frame(message, message.line, null));
        return;
      }
      if (message.event.seq <= seen) return;
      seen = message.event.seq;
      source.push(this.#runFrame(message));
      if (message.event.type === 'run.finished') source.finish('the run has ended');
    };
    // First listen, then read: what happens in between comes twice and is taken once.
    const unsubscribe = this.#options.engine.subscribe(run, (message) => (early ? early.push(message) : take(message)));
    source.onClose(() => {
      unsubscribe();
      this.#sources.delete(source);
    });
    const read = await this.#pastOf(run, source, logs);
    if (!read) return null;
    const sinceAt = read.events.find(({ seq }) => seq === seen)?.at ?? 0;
    past = new PastLines(
      run,
      read.lines.filter(({ at }) => at >= sinceAt),
    );
    source.replay(this.#messageFrames(past.between(read.events.filter(({ seq }) => seq > seen))));
    const last = read.events.at(-1);
    seen = Math.max(seen, last?.seq ?? 0);
    const waiting = early;
    early = null;
    if (last?.type === 'run.finished') source.finish('the run has ended');
    else if (!follow) source.finish('this is what has happened so far');
    else for (const message of waiting) take(message);
    return source;
  }

  /** Lines of one run as they stand in its log, as fast as the reader reads. `after` is the id of the last one seen. */
  followLogs(run: string, query: LogQuery, after: string | undefined): EventSource {
    const source = this.#open();
    const abort = new AbortController();
    source.onClose(() => {
      abort.abort();
      this.#sources.delete(source);
    });
    const offset = after !== undefined && /^\d{1,15}$/.test(after) ? Number(after) : query.offset;
    const lines = this.#options.engine.runs.followLogs(run, { ...query, ...(offset === undefined ? {} : { offset }) }, abort.signal);
    void deliverLines(source, run, lines);
    return source;
  }

  async #pastOf(run: string, source: EventSource, logs: boolean) {
    const { runs } = this.#options.engine;
    try {
      const lines = logs ? (await runs.logs(run)).lines.map(({ line }) => line) : [];
      const events = await runs.events(run);
      if (events.length > 0) return { events, lines };
      source.close();
      return null;
    } catch (thrown) {
      source.close();
      throw thrown;
    }
  }

  /** Ends all streams. */
  close(reason: string): void {
    for (const source of [...this.#sources]) source.finish(reason);
    this.#forget();
  }

  #open(): EventSource {
    const source = new EventSource(this.#options.limits ?? queueLimits);
    this.#sources.add(source);
    return source;
  }

  #listen(): void {
    if (this.#linger) clearTimeout(this.#linger);
    this.#linger = null;
    this.#unsubscribe ??= this.#options.engine.subscribe('*', (message) => this.#followers.push(this.#recent.add(message)));
  }

  #listenLater(): void {
    this.#linger ??= setTimeout(() => this.#forget(), lingerMs);
    this.#linger.unref();
  }

  #forget(): void {
    if (this.#linger) clearTimeout(this.#linger);
    this.#linger = null;
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    this.#recent.forget();
  }

  #since(after: string, follower: Follower): Iterable<Frame> {
    const missed = this.#recent.since(after);
    if (missed) return wanted(missed, follower);
    return [frameOf(this.#recent.last, { type: 'reset', message: 'Messages in between are gone: read the runs again.' })];
  }

  *#messageFrames(messages: Iterable<RunMessage>): Generator<Frame> {
    for (const message of messages) {
      yield message.type === 'event' ? this.#runFrame(message) : this.#frame(message, message.line, null);
    }
  }

  #runFrame(message: Extract<RunMessage, { type: 'event' }>): Frame {
    return this.#frame(message, message.event, `${message.event.run}:${message.event.seq}`);
  }

  #frame(message: RunMessage, key: object, id: string | null): Frame {
    const known = this.#frames.get(key);
    if (known) return known;
    const made = frameOf(id, message);
    this.#frames.set(key, made);
    return made;
  }
}

function* wanted(missed: readonly RecentMessage[], follower: Follower): Generator<Frame> {
  for (const recent of missed) if (follower.wants(recent)) yield recent.frame;
}

async function deliverLines(source: EventSource, run: string, lines: AsyncIterable<PlacedLine>): Promise<void> {
  try {
    let waiting = 0;
    for await (const { line, next } of lines) {
      source.push(frameOf(String(next), { type: 'log', run, line }));
      waiting += line.text.length + lineChars;
      if (waiting < lumpChars) continue;
      await source.taken();
      waiting = 0;
    }
    source.finish('the run has ended');
  } catch (thrown) {
    source.finish(`the log cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

/** The position in an id of this run's stream; 0 for anything else. */
function seqOf(run: string, after: string | undefined): number {
  if (!after?.startsWith(`${run}:`)) return 0;
  const seq = Number(after.slice(run.length + 1));
  return Number.isSafeInteger(seq) && seq > 0 ? seq : 0;
}
