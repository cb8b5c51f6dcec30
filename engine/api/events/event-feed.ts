// Who follows what. All followers of all runs share one subscription to the engine, and the messages of the last moments, so that a reader
// whose connection broke goes on where it was.
import type { Engine, LogQuery, PlacedLine, RunMessage } from '../../host/engine.ts';
import { EventSource, type Frame, frameOf, type QueueLimits, queueLimits } from './event-source.ts';
import { PastLines } from './past-lines.ts';

export type FeedOptions = {
  readonly engine: Pick<Engine, 'subscribe' | 'runs'>;
  /** Names this feed in ids: ids of another process are not ours. */
  readonly epoch: string;
  readonly limits?: QueueLimits;
};

export type FollowOptions = { readonly after?: string | undefined; readonly logs?: boolean | undefined };
export type FollowRunOptions = FollowOptions & { readonly follow?: boolean | undefined };

/** How many messages, and of how many bytes, a reader may be behind when it comes back. */
const kept = { frames: 32_768, bytes: 16 * 1024 * 1024 } as const;
/** How long messages are kept for nobody. */
const lingerMs = 60_000;

/** Of log lines that are on their way to a reader before others are read. */
const lumpChars = 128 * 1024;
/** Of a line beside its text. */
const lineChars = 200;

type Follower = { readonly source: EventSource; readonly logs: boolean };

export class EventFeed {
  readonly #options: FeedOptions;
  readonly #sources = new Set<EventSource>();
  readonly #followers = new Set<Follower>();
  readonly #frames = new WeakMap<object, Frame>();
  #recent: Frame[] = [];
  #recentSize = 0;
  /** Position of the first recent frame, and of the next one. */
  #first = 1;
  #next = 1;
  #unsubscribe: (() => void) | null = null;
  #linger: NodeJS.Timeout | null = null;

  constructor(options: FeedOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#sources.size;
  }

  /** Messages of all runs. */
  followAll({ after, logs = false }: FollowOptions): EventSource {
    this.#listen();
    const source = this.#open();
    if (after !== undefined) source.replay(this.#since(after));
    const follower = { source, logs };
    this.#followers.add(follower);
    source.onClose(() => {
      this.#followers.delete(follower);
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
    this.#unsubscribe ??= this.#options.engine.subscribe('*', (message) => this.#publish(message));
  }

  #listenLater(): void {
    this.#linger ??= setTimeout(() => this.#forget(), lingerMs);
    this.#linger.unref();
  }

  /** Positions go on, so that an id from before the gap is known to be one. */
  #forget(): void {
    if (this.#linger) clearTimeout(this.#linger);
    this.#linger = null;
    this.#unsubscribe?.();
    this.#unsubscribe = null;
    this.#recent = [];
    this.#recentSize = 0;
    this.#next += 1;
    this.#first = this.#next;
  }

  #publish(message: RunMessage): void {
    const frame = frameOf(message.type === 'log' ? null : `${this.#options.epoch}:${this.#next}`, message);
    if (message.type === 'event') this.#remember(frame);
    for (const { source, logs } of this.#followers) if (logs || message.type === 'event') source.push(frame);
  }

  #remember(frame: Frame): void {
    this.#next += 1;
    this.#recent.push(frame);
    this.#recentSize += frame.bytes.byteLength;
    if (this.#recent.length <= kept.frames && this.#recentSize <= kept.bytes) return;
    // A quarter at a time: taking single elements off the front of a long array is dear.
    const dropped = this.#recent.splice(0, Math.ceil(this.#recent.length / 4));
    this.#first += dropped.length;
    for (const { bytes } of dropped) this.#recentSize -= bytes.byteLength;
  }

  #since(after: string): readonly Frame[] {
    const [epoch, position] = after.split(':');
    const from = Number(position) + 1;
    const isOurs = epoch === this.#options.epoch && Number.isSafeInteger(from) && from >= this.#first && from <= this.#next;
    if (isOurs) return this.#recent.slice(from - this.#first);
    return [
      frameOf(`${this.#options.epoch}:${this.#next - 1}`, { type: 'reset', message: 'Messages in between are gone: read the runs again.' }),
    ];
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
