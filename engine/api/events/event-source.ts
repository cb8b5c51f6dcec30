// One follower of events: a bounded queue between an engine that does not wait and a reader that may be slow.
import type { StreamMessage } from '../contract/shapes.ts';

/** A message with the id to go on from; `null` ids cannot be gone on from. The bytes are made once for all who follow. */
export type Frame = { readonly id: string | null; readonly message: StreamMessage; readonly bytes: Buffer };

/** One event of `text/event-stream`. JSON text holds no line breaks. */
export function frameOf(id: string | null, message: StreamMessage): Frame {
  const data = JSON.stringify(message);
  return { id, message, bytes: Buffer.from(`${id === null ? '' : `id: ${id}\n`}data: ${data}\n\n`) };
}

export type QueueLimits = { readonly frames: number; readonly bytes: number };

/** About one second of a busy engine. */
export const queueLimits: QueueLimits = { frames: 4096, bytes: 1024 * 1024 };

export class EventSource {
  readonly #limits: QueueLimits;
  #past: Iterator<Frame> | null = null;
  #queue: Frame[] = [];
  #queuedBytes = 0;
  #end: string | null = null;
  #wake: (() => void) | null = null;
  #onClose: (() => void) | null = null;
  #onTaken: (() => void) | null = null;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  /** Frames of the past, made as they are taken; what they are made of is in memory anyway and does not count against the limits. */
  replay(frames: Iterable<Frame>): void {
    this.#past = frames[Symbol.iterator]();
  }

  push(frame: Frame): void {
    if (this.#end !== null) return;
    this.#queue.push(frame);
    this.#queuedBytes += frame.bytes.byteLength;
    if (this.#queue.length > this.#limits.frames || this.#queuedBytes > this.#limits.bytes) {
      this.#queue = [];
      this.#past = null;
      this.finish('cut off: this reader is too slow. Go on with Last-Event-ID');
    } else this.#wake?.();
  }

  /** What is queued can still be taken; nothing follows it. */
  finish(reason: string): void {
    this.#end ??= reason;
    this.#onClose?.();
    this.#onClose = null;
    this.#tellTaken();
    this.#wake?.();
  }

  /** The next frames, about `bytes` of them; empty when there are none now. */
  take(bytes: number): readonly Frame[] {
    const taken: Frame[] = [];
    let size = 0;
    while (this.#past && size < bytes) {
      const next = this.#past.next();
      if (next.done) this.#past = null;
      else {
        taken.push(next.value);
        size += next.value.bytes.byteLength;
      }
    }
    let count = 0;
    for (; count < this.#queue.length && size < bytes; count += 1) size += this.#queue[count]?.bytes.byteLength ?? 0;
    for (const frame of this.#queue.splice(0, count)) {
      this.#queuedBytes -= frame.bytes.byteLength;
      taken.push(frame);
    }
    if (this.isEmpty) this.#tellTaken();
    return taken;
  }

  /** Resolves when everything was taken, or the end has come: for those who can wait for a slow reader. */
  async taken(): Promise<void> {
    if (this.isEmpty || this.#end !== null) return;
    await new Promise<void>((resolve) => {
      this.#onTaken = resolve;
    });
  }

  #tellTaken(): void {
    this.#onTaken?.();
    this.#onTaken = null;
  }

  get isEmpty(): boolean {
    return this.#past === null && this.#queue.length === 0;
  }

  /** Why nothing more will come; null while something may. */
  get end(): string | null {
    return this.#end;
  }

  /** Calls back whenever there may be something to take, or the end has come. */
  onWake(wake: () => void): void {
    this.#wake = wake;
  }

  onClose(close: () => void): void {
    if (this.#end === null) this.#onClose = close;
    else close();
  }

  /** The reader is gone. */
  close(): void {
    this.#wake = null;
    this.#queue = [];
    this.#past = null;
    this.finish('closed by the reader');
  }
}
