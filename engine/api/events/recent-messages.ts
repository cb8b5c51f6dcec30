// The messages of the last moments, so that a reader whose connection broke goes on where it was. All messages pass here, also of runs that
// nobody looks at: their bytes are made for the first reader who gets them.
import type { RunMessage } from '../../host/engine.ts';
import { type Frame, frameOf } from './event-source.ts';

/** How many messages, and of how many bytes (about), a reader may be behind when it comes back. */
const kept = { messages: 32_768, bytes: 16 * 1024 * 1024 } as const;

export class RecentMessage {
  readonly message: RunMessage;
  readonly size: number;
  readonly #epoch: string;
  readonly #position: number;
  #frame: Frame | null = null;

  constructor(epoch: string, position: number, message: RunMessage) {
    this.message = message;
    this.size = sizeOf(message);
    this.#epoch = epoch;
    this.#position = position;
  }

  get run(): string {
    return runOf(this.message);
  }

  /** Made once for all who follow. */
  get frame(): Frame {
    this.#frame ??= frameOf(`${this.#epoch}:${this.#position}`, this.message);
    return this.#frame;
  }
}

export class RecentMessages {
  readonly #epoch: string;
  #messages: RecentMessage[] = [];
  #size = 0;
  /** Position of the first kept message, and of the next one. */
  #first = 1;
  #next = 1;

  /** `epoch` names this process in ids: ids of another one are not ours. */
  constructor(epoch: string) {
    this.#epoch = epoch;
  }

  /** The id of the last message. */
  get last(): string {
    return `${this.#epoch}:${this.#next - 1}`;
  }

  add(message: RunMessage): RecentMessage {
    const added = new RecentMessage(this.#epoch, this.#next, message);
    this.#next += 1;
    this.#messages.push(added);
    this.#size += added.size;
    if (this.#messages.length > kept.messages || this.#size > kept.bytes) this.#drop();
    return added;
  }

  /** What came after the message with this id; null when some of it is gone, or the id is none of ours. */
  since(id: string): readonly RecentMessage[] | null {
    const [epoch, position] = id.split(':');
    const from = Number(position) + 1;
    const isOurs = epoch === this.#epoch && Number.isSafeInteger(from) && from >= this.#first && from <= this.#next;
    return isOurs ? this.#messages.slice(from - this.#first) : null;
  }

  /** Positions go on, so that an id from before the gap is known to be one. */
  forget(): void {
    this.#messages = [];
    this.#size = 0;
    this.#next += 1;
    this.#first = this.#next;
  }

  /** A quarter at a time: taking single elements off the front of a long array is dear. */
  #drop(): void {
    const dropped = this.#messages.splice(0, Math.ceil(this.#messages.length / 4));
    this.#first += dropped.length;
    for (const { size } of dropped) this.#size -= size;
  }
}

export function runOf(message: RunMessage): string {
  return message.type === 'event' ? message.event.run : message.run;
}

/** About as many bytes as its JSON has, for much less work than making that. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null) return 8;
  let size = 2;
  if (Array.isArray(value)) for (const each of value) size += sizeOf(each);
  else for (const name of Object.keys(value)) size += name.length + 4 + sizeOf(value[name as never]);
  return size;
}
