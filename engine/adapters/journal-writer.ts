// One file being appended to, with group commit: a batch is whatever arrived while the batch before was on its way to the disk.
import type { FileHandle } from 'node:fs/promises';
import { FrameWriter } from './journal-frame.ts';

/** The part of a file handle that appending needs; tests fail it one call at a time. */
export type AppendTarget = Pick<FileHandle, 'write' | 'datasync' | 'truncate' | 'close'>;

export type SegmentFile = { readonly name: string; readonly target: AppendTarget; size: number };

type Waiter<T> = { readonly values: readonly T[]; readonly resolve: () => void; readonly reject: (error: unknown) => void };

export type GroupCommitOptions<T> = {
  /** The file for the next batch, which may be a new one. */
  readonly nextSegment: () => Promise<SegmentFile>;
  /** What is on disk now, before anybody else learns of it. */
  readonly onWritten: (segment: SegmentFile, values: readonly T[]) => void;
};

/**
 * `append` resolves when its values are on disk. After an error nothing is written any more: what a failed fsync
 * left on the disk is unknown until it is read again.
 */
export class GroupCommitWriter<T> {
  readonly #options: GroupCommitOptions<T>;
  readonly #frames = new FrameWriter();
  #waiters: Waiter<T>[] = [];
  #writing: Promise<void> | null = null;
  #error: unknown = null;

  constructor(options: GroupCommitOptions<T>) {
    this.#options = options;
  }

  append(values: readonly T[]): Promise<void> {
    if (this.#error !== null) return Promise.reject(this.#error);
    for (const value of values) this.#frames.add(value);
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
        if (this.#error !== null) throw this.#error;
        const segment = await this.#options.nextSegment();
        await writeBatch(segment, bytes);
        for (const { values } of waiters) this.#options.onWritten(segment, values);
        for (const waiter of waiters) waiter.resolve();
      } catch (error) {
        this.#error = error;
        for (const waiter of waiters) waiter.reject(error);
      }
    }
    this.#writing = null;
  }
}

async function writeBatch(segment: SegmentFile, bytes: Uint8Array): Promise<void> {
  let written = 0;
  try {
    while (written < bytes.length) {
      const { bytesWritten } = await segment.target.write(bytes, written, bytes.length - written, segment.size + written);
      written += bytesWritten;
    }
    await segment.target.datasync();
  } catch (error) {
    // A batch is acknowledged as a whole or not at all, so no part of it may be found again.
    await segment.target.truncate(segment.size).catch(() => undefined);
    throw error;
  }
  segment.size += bytes.length;
}
