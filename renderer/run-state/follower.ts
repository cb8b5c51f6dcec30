// The one run that a workflow's canvas shows: what was read of it and what the stream brings, put together without gap or repetition, and
// shown at most once per frame.
import type { StreamMessage } from '../../engine/api/contract/shapes.ts';
import type { Client } from '../api/client.ts';
import type { RunProjection } from './projection.ts';
import { type RunPast, readPast } from './run-past.ts';
import type { FollowedRun } from './run-state.ts';

export type FollowerParts = {
  readonly client: Client;
  readonly run: string;
  readonly projection: RunProjection;
  readonly show: (run: FollowedRun) => void;
  /** Calls back before the next frame is drawn. */
  readonly schedule: (task: () => void) => void;
};

export type RunMessage = Exclude<StreamMessage, { readonly type: 'reset' }>;

/** What arrives while the past is read waits until it has been. */
type Reading = { readonly waiting: RunMessage[] };

export class Follower {
  readonly run: string;
  readonly projection: RunProjection;
  readonly #parts: FollowerParts;
  #reading: Reading | null = null;
  #isBehind = true;
  #isLive = false;
  #isScheduled = false;
  #isStopped = false;

  constructor(parts: FollowerParts) {
    this.run = parts.run;
    this.projection = parts.projection;
    this.#parts = parts;
  }

  get isOver(): boolean {
    return this.projection.isOver;
  }

  /** Something happened that is not known here; `catchUp` reads it. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** A message of this run, as it happens. What is taken while it is behind is read once more. */
  take(message: RunMessage): void {
    if (this.#reading) this.#reading.waiting.push(message);
    else if (!this.#isBehind) this.#add(message);
  }

  /** Messages went by, or may have. Reading that has begun takes them up. */
  fallBehind(): void {
    this.#isBehind = true;
  }

  /** To be called while messages arrive: first listen, then read. Another call takes the place of this one. Rejects when the engine does not answer. */
  async catchUp(signal: AbortSignal): Promise<void> {
    const { client, run, projection } = this.#parts;
    const reading: Reading = { waiting: [] };
    this.#reading = reading;
    try {
      const past = await readPast(client, { run, seq: projection.seq, offset: projection.logs.offset }, signal);
      if (this.#reading === reading && !signal.aborted) this.#putTogether(past, reading.waiting);
    } finally {
      if (this.#reading === reading) this.#reading = null;
    }
  }

  /** Whether what is shown is how the run is now. */
  setLive(isLive: boolean): void {
    if (this.#isLive === isLive) return;
    this.#isLive = isLive;
    this.#showLater();
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** For good. */
  stop(): void {
    this.#isStopped = true;
  }

  #putTogether({ events, lines, next }: RunPast, waiting: readonly RunMessage[]): void {
    const { projection } = this;
    this.#isBehind = false;
    for (const event of events) projection.take(event);
    const meanwhile = waiting.flatMap((message) => (message.type === 'log' ? [message.line] : []));
    projection.logs.readOn(lines, next, meanwhile);
    for (const message of waiting) if (message.type === 'event') this.#add(message);
    this.#showLater();
  }

  #add(message: RunMessage): void {
    const { projection } = this;
    if (message.type === 'log') projection.logs.arrive(message.line);
    else if (message.event.seq > projection.seq + 1) this.fallBehind();
    else projection.take(message.event);
    this.#showLater();
  }

  #showLater(): void {
    const { schedule, show } = this.#parts;
    if (this.#isScheduled || this.#isStopped) return;
    this.#isScheduled = true;
    schedule(() => {
      this.#isScheduled = false;
      if (!this.#isStopped) show(this.projection.snapshot(this.#isLive));
    });
  }
}
