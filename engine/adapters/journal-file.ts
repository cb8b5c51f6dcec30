// The journal on disk: `journal/000001.jsonl`, `000002.jsonl`, … Old segments are only read, so a new process begins a new one.
import { open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunEvent } from '../run/event.ts';
import { makePrivateDirectory, syncDirectory } from './durable-files.ts';
import type { Journal } from './journal.ts';
import { readSegment } from './journal-reader.ts';
import { SegmentLedger } from './journal-segments.ts';
import { type AppendTarget, GroupCommitWriter, type SegmentFile } from './journal-writer.ts';

export type FileJournalOptions = {
  readonly folder: string;
  /** A segment that has grown to this is not appended to any more. Default: 16 MiB. */
  readonly segmentBytes?: number;
  /** Opens a new segment for appending. Tests put failing disks here. */
  readonly openSegment?: (path: string) => Promise<AppendTarget>;
};

const segmentName = /^(\d{6,})\.jsonl$/;

export async function openFileJournal(options: FileJournalOptions): Promise<Journal> {
  await makePrivateDirectory(options.folder);
  const journal = new FileJournal(options, await listSegments(options.folder));
  return {
    append: (events) => journal.append(events),
    read: () => journal.read(),
    damage: () => journal.damage,
    release: (runs) => journal.release(runs),
    close: () => journal.close(),
  };
}

/** Names in the order they were written. */
export async function listSegments(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => segmentName.test(name));
  return names.sort((a, b) => numberOf(a) - numberOf(b));
}

function numberOf(name: string): number {
  return Number(segmentName.exec(name)?.[1] ?? 0);
}

class FileJournal {
  readonly damage: string[] = [];
  readonly #options: FileJournalOptions;
  readonly #segmentBytes: number;
  readonly #old: readonly string[];
  readonly #ledger = new SegmentLedger();
  readonly #writer: GroupCommitWriter<RunEvent>;
  #number: number;
  #current: SegmentFile | null = null;
  #wantsNext = false;

  constructor(options: FileJournalOptions, old: readonly string[]) {
    this.#options = options;
    this.#segmentBytes = options.segmentBytes ?? 16 * 1024 * 1024;
    this.#old = old;
    this.#number = numberOf(old.at(-1) ?? '');
    this.#writer = new GroupCommitWriter({
      nextSegment: () => this.#segment(),
      onWritten: ({ name }, events) => {
        for (const event of events) this.#ledger.add(name, event.run);
      },
    });
  }

  append(events: readonly RunEvent[]): Promise<void> {
    return this.#writer.append(events);
  }

  async *read(): AsyncGenerator<RunEvent> {
    for (const name of this.#old) {
      const { values, damage } = await readSegment(join(this.#options.folder, name));
      if (damage !== null) this.damage.push(damage);
      this.#ledger.open(name);
      for (const value of values) {
        const event = value as RunEvent;
        this.#ledger.add(name, event.run);
        yield event;
      }
    }
  }

  async release(runs: readonly string[]): Promise<void> {
    this.#ledger.release(runs);
    const current = this.#current;
    // A segment that nothing needs is left behind once it is worth it, so that it can go at the next occasion.
    if (current && !this.#ledger.isNeeded(current.name) && current.size > this.#segmentBytes / 16) this.#wantsNext = true;
    await this.#unlink(this.#ledger.takeUnneeded(current?.name ?? ''));
  }

  async close(): Promise<void> {
    await this.#writer.settled();
    const current = this.#current;
    this.#current = null;
    if (!current) return;
    await current.target.close();
    await this.#unlink(this.#ledger.takeUnneeded(''));
  }

  async #unlink(names: readonly string[]): Promise<void> {
    for (const name of names) await unlink(join(this.#options.folder, name));
  }

  async #segment(): Promise<SegmentFile> {
    const current = this.#current;
    if (current && !this.#wantsNext && current.size < this.#segmentBytes) return current;
    this.#number += 1;
    const name = `${String(this.#number).padStart(6, '0')}.jsonl`;
    const path = join(this.#options.folder, name);
    const target = await (this.#options.openSegment ?? openNewFile)(path);
    await syncDirectory(this.#options.folder);
    await current?.target.close();
    const file = { name, target, size: 0 };
    this.#current = file;
    this.#ledger.open(name);
    this.#wantsNext = false;
    return file;
  }
}

function openNewFile(path: string): Promise<AppendTarget> {
  return open(path, 'wx', 0o600);
}
