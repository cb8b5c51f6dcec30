// Appends to the newest segment with group commit: a batch is whatever arrived while the batch before was on its way to the disk.
import { crc32 } from './crc32.ts';
import { writeFully } from './durable-files.ts';
import type { OpenFile } from './file-system.ts';
import { FrameWriter } from './journal-frame.ts';

/** `bytes` and `crc` are of what is acknowledged. */
export type OpenSegment = {
  readonly number: number;
  readonly file: OpenFile;
  /** Goes in front of the first batch. */
  readonly header: Uint8Array;
  bytes: number;
  crc: number;
};

type Waiter<T> = { readonly values: readonly T[]; readonly resolve: () => void; readonly reject: (error: unknown) => void };

export type GroupCommitOptions<T> = {
  /** The segment for the next batch, which may be a new one. */
  readonly nextSegment: () => Promise<OpenSegment>;
  /** What is on disk now, before anybody else learns of it. */
  readonly onWritten: (segment: OpenSegment, values: readonly T[]) => void;
  /** A batch did not get to the disk: the segment is not to be written to again. */
  readonly leaveSegment: () => Promise<void>;
};

/**
 * `append` resolves when its values are on disk. When a batch fails it is rejected, and so is all that was waiting behind it: order is
 * kept, and whoever appends again begins a new segment.
 */
export class GroupCommitWriter<T> {
  readonly #options: GroupCommitOptions<T>;
  readonly #frames = new FrameWriter();
  #waiters: Waiter<T>[] = [];
  #writing: Promise<void> | null = null;

  constructor(options: GroupCommitOptions<T>) {
    this.#options = options;
  }

  /** `texts`: the values as JSON, where they were made already. */
  append(values: readonly T[], texts?: readonly string[]): Promise<void> {
    if (texts) for (const text of texts) this.#frames.addJson(text);
    else for (const value of values) this.#frames.add(value);
    return new Promise((resolve, reject) => {
      this.#waiters.push({ values, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  async settled(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#waiters.length > 0) {
      const waiters = this.#waiters;
      const bytes = this.#frames.take();
      this.#waiters = [];
      try {
        const segment = await this.#options.nextSegment();
        await writeBatch(segment, bytes);
        for (const { values } of waiters) this.#options.onWritten(segment, values);
        for (const waiter of waiters) waiter.resolve();
      } catch (error) {
        await this.#options.leaveSegment();
        this.#frames.take();
        const behind = this.#waiters;
        this.#waiters = [];
        for (const waiter of [...waiters, ...behind]) waiter.reject(error);
      }
    }
    this.#writing = null;
  }
}

async function writeBatch(segment: OpenSegment, batch: Uint8Array): Promise<void> {
  const bytes = segment.bytes === 0 ? Buffer.concat([segment.header, batch]) : batch;
  await writeFully(segment.file, bytes, segment.bytes);
  await segment.file.sync();
  segment.crc = crc32(bytes, 0, bytes.length, segment.crc);
  segment.bytes += bytes.length;
}
