// Writes event streams to HTTP responses. A thousand readers must not hold up the engine: they share turns of a few milliseconds, and whoever
// does not read waits outside until the socket takes more.
import type { ServerResponse } from 'node:http';
import type { EventSource, Frame } from './event-source.ts';

/** Of work before the engine gets its turn. */
const turnMs = 5;
/** Between turns under load: what comes in one pause goes out as one write. */
const pauseMs = 10;
const batchBytes = 64 * 1024;
/** A comment shows that the connection lives, and finds out when it does not. */
const beatMs = 15_000;
/** For the last words to a reader that was cut off. */
const farewellMs = 5_000;

type Stream = { readonly source: EventSource; readonly response: ServerResponse; isBlocked: boolean };

export class StreamWriter {
  readonly #streams = new Set<Stream>();
  readonly #ready = new Set<Stream>();
  #isScheduled = false;
  #lastTurn = 0;
  #beat: NodeJS.Timeout | null = null;

  get size(): number {
    return this.#streams.size;
  }

  /** Takes over a response whose head is sent. */
  write(source: EventSource, response: ServerResponse): void {
    const stream: Stream = { source, response, isBlocked: false };
    this.#streams.add(stream);
    this.#beat ??= setInterval(() => this.#beatAll(), beatMs).unref();
    response.on('drain', () => {
      stream.isBlocked = false;
      this.#wake(stream);
    });
    response.on('error', () => response.destroy());
    response.on('close', () => this.#remove(stream));
    source.onWake(() => this.#wake(stream));
    this.#wake(stream);
  }

  #wake(stream: Stream): void {
    // A source that ended has nobody to wait for, not even its reader.
    if (stream.isBlocked && stream.source.end === null) return;
    this.#ready.add(stream);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    const turn = () => {
      this.#isScheduled = false;
      this.#turn();
    };
    if (performance.now() - this.#lastTurn < pauseMs) setTimeout(turn, pauseMs);
    else setImmediate(turn);
  }

  #turn(): void {
    const start = performance.now();
    for (const stream of this.#ready) {
      this.#ready.delete(stream);
      this.#advance(stream);
      if (performance.now() - start > turnMs) break;
    }
    this.#lastTurn = performance.now();
    if (this.#ready.size > 0) this.#schedule();
  }

  #advance(stream: Stream): void {
    const { source, response } = stream;
    const frames = stream.isBlocked ? [] : source.take(batchBytes);
    if (frames.length > 0) {
      stream.isBlocked = !writeAll(response, frames);
      if (!stream.isBlocked && !source.isEmpty) this.#ready.add(stream);
    }
    if (source.end !== null && source.isEmpty) this.#end(stream, source.end);
  }

  #end(stream: Stream, reason: string): void {
    const { response } = stream;
    this.#remove(stream);
    response.end(`: ${reason}\n\n`);
    setTimeout(() => response.destroy(), farewellMs).unref();
  }

  #remove(stream: Stream): void {
    this.#streams.delete(stream);
    this.#ready.delete(stream);
    stream.source.close();
    if (this.#streams.size > 0 || !this.#beat) return;
    clearInterval(this.#beat);
    this.#beat = null;
  }

  #beatAll(): void {
    for (const { response, isBlocked } of this.#streams) if (!isBlocked) response.write(': still here\n\n');
  }
}

/** In one write to the socket, of bytes that all readers share. Whether the socket takes more. */
function writeAll(response: ServerResponse, frames: readonly Frame[]): boolean {
  if (frames.length === 1) return response.write(frames[0]?.bytes);
  response.cork();
  let takesMore = true;
  for (const { bytes } of frames) takesMore = response.write(bytes) && takesMore;
  response.uncork();
  return takesMore && !response.writableNeedDrain;
}
