// The journal on disk: `journal/000001.jsonl`, `000002.jsonl`, … Old segments are only read, so a new process begins a new one.
import { join } from 'node:path';
import type { RunEvent } from '../run/event.ts';
import { isMissing, makePrivateDirectory } from './durable-files.ts';
import { type FileSystem, nodeFiles } from './file-system.ts';
import type { EventsAtRest, Journal } from './journal.ts';
import { carried } from './journal-carried.ts';
import { frameOf } from './journal-frame.ts';
import { journalFormat, nameOfSegment, type Sealed, sealedAs } from './journal-header.ts';
import { type FoundManifest, readManifest, writeManifest } from './journal-manifest.ts';
import { listSegments, type ReadOptions, readSegments } from './journal-reader.ts';
import { SegmentLedger } from './journal-segments.ts';
import { GroupCommitWriter, type OpenSegment } from './journal-writer.ts';

export type FileJournalOptions = {
  readonly folder: string;
  readonly files?: FileSystem;
  /** A segment that has grown to this is not appended to any more. Default: 16 MiB. */
  readonly segmentBytes?: number;
};

export async function openFileJournal({
  folder,
  files = nodeFiles,
  segmentBytes = 16 * 1024 * 1024,
}: FileJournalOptions): Promise<Journal> {
  await makePrivateDirectory(folder, files);
  const manifest = await readManifest(files, manifestPath(folder));
  const numbers = await listSegments({ files, folder });
  const journal = new FileJournal({ folder, files, segmentBytes }, { manifest, numbers });
  return {
    append: (events, texts) => journal.append(events, texts),
    read: () => journal.read(),
    damage: () => journal.damage,
    isWhole: () => journal.isWhole,
    mayRepeat: () => manifest.manifest === null && numbers.length > 0,
    isHeldBack: (run) => journal.heldBack.has(run),
    release: (runs) => journal.release(runs),
    carryForward: (eventsOf) => journal.carryForward(eventsOf),
    close: () => journal.close(),
  };
}

/** The events in a journal that another process may be writing. Changes nothing; what is not there is not read. */
export async function* inspectJournal(folder: string, files: FileSystem = nodeFiles): AsyncGenerator<RunEvent> {
  const { manifest } = await readManifest(files, manifestPath(folder));
  try {
    for await (const { events } of readSegments({ folder, files, isReadOnly: true, manifest, onDamage: () => undefined })) yield* events;
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

export function manifestPath(folder: string): string {
  return join(folder, 'manifest.json');
}

type FoundJournal = { readonly manifest: FoundManifest; readonly numbers: readonly number[] };

class FileJournal {
  readonly damage: string[] = [];
  isWhole = true;
  readonly heldBack = new Set<string>();
  readonly #place: Required<FileJournalOptions>;
  readonly #found: FoundJournal;
  readonly #ledger: SegmentLedger;
  readonly #writer: GroupCommitWriter<RunEvent>;
  #number: number;
  #current: OpenSegment | null = null;
  /** The newest segment that holds anything acknowledged, as it was left. */
  #left: Sealed | null = null;
  #wantsNext = false;
  /** Which runs need which segments is known: until everything was read, a manifest would give up what was not. */
  #isKnown: boolean;
  /** Appends that repeat all events of their runs. */
  readonly #carrying = new Set<readonly RunEvent[]>();
  #carriedAt = 0;
  /** Manifests and removals follow one another. */
  #tidying: Promise<void> = Promise.resolve();
  /** The last manifest could not be written. */
  #isUntidy = false;

  constructor(place: Required<FileJournalOptions>, found: FoundJournal) {
    this.#place = place;
    this.#found = found;
    this.#isKnown = found.numbers.length === 0;
    this.#number = found.numbers.at(-1) ?? 0;
    const newest = found.manifest.manifest?.newest ?? 0;
    this.#number = Math.max(this.#number, newest);
    this.#ledger = new SegmentLedger(newest);
    this.#writer = new GroupCommitWriter({
      nextSegment: () => this.#segment(),
      onWritten: ({ number }, events) => this.#written(number, events),
      leaveSegment: () => this.#leaveFailed(),
    });
  }

  append(events: readonly RunEvent[], texts?: readonly string[]): Promise<void> {
    return this.#writer.append(events, texts);
  }

  async *read(): AsyncGenerator<RunEvent> {
    const { manifest, damage } = this.#found.manifest;
    if (damage !== null) this.damage.push(damage);
    this.#reportMissing();
    const onDamage: ReadOptions['onDamage'] = (sentence, isTornTail = false) => {
      this.damage.push(sentence);
      this.isWhole &&= isTornTail;
    };
    for await (const segment of readSegments({ ...this.#place, isReadOnly: false, manifest, onDamage })) {
      this.#ledger.open(segment.number, segment.sealed);
      if (segment.isUnreadable) {
        this.#ledger.pin(segment.number);
        for (const run of this.#ledger.neededRuns()) this.heldBack.add(run);
      }
      // Null where nobody knows: a header that named an earlier one would say that nothing came between.
      this.#left = segment.sealed;
      for (const run of segment.released) this.#ledger.addReleased(segment.number, run);
      for (const event of segment.events) {
        this.#ledger.add(segment.number, event.run);
        yield event;
      }
    }
    this.#isKnown = true;
  }

  async release(runs: readonly string[]): Promise<void> {
    this.#ledger.release(runs);
    const current = this.#current;
    // A segment that nothing needs is left behind once it is worth it, so that it can go at the next occasion.
    if (current && !this.#ledger.isNeeded(current.number) && current.bytes > this.#place.segmentBytes / 16) this.#wantsNext = true;
    if (this.#ledger.unneeded(current?.number ?? null).length > 0) await this.#tidy();
  }

  async carryForward(eventsOf: EventsAtRest): Promise<void> {
    if (this.#carriedAt === this.#number) return;
    this.#carriedAt = this.#number;
    const past = this.#ledger.past(this.#number - 1);
    for await (const events of carried(past, eventsOf, this.#place.segmentBytes / 4)) {
      this.#carrying.add(events);
      try {
        await this.#writer.append(events);
      } finally {
        this.#carrying.delete(events);
      }
    }
    if (this.#ledger.unneeded(this.#current?.number ?? null).length > 0) await this.#tidy();
  }

  async close(): Promise<void> {
    await this.#writer.settled();
    const current = this.#current;
    if (current) this.#seal(current);
    this.#current = null;
    await current?.file.close().catch(() => undefined);
    await this.#tidy();
  }

  #reportMissing(): void {
    const { manifest, numbers } = this.#found;
    for (const { segment } of manifest.manifest?.segments ?? []) {
      if (numbers.includes(segment)) continue;
      this.isWhole = false;
      this.damage.push(`The journal segment ${nameOfSegment(segment)} is missing in ${this.#place.folder}: what it held is lost`);
    }
  }

  async #segment(): Promise<OpenSegment> {
    const current = this.#current;
    if (current && !this.#wantsNext && current.bytes < this.#place.segmentBytes) return current;
    if (current) {
      this.#seal(current);
      this.#current = null;
      await current.file.close().catch(() => undefined);
    }
    this.#number += 1;
    const number = this.#number;
    const { files, folder } = this.#place;
    const file = await files.open(join(folder, nameOfSegment(number)), 'create');
    const header = frameOf({ format: journalFormat, segment: number, previous: this.#left });
    const next: OpenSegment = { number, file, header, bytes: 0, crc: 0 };
    this.#current = next;
    this.#wantsNext = false;
    this.#ledger.open(number, null);
    await files.syncDirectory(folder);
    return next;
  }

  #written(number: number, events: readonly RunEvent[]): void {
    const isFirst = this.#ledger.isNew(number);
    let last = '';
    for (const { run } of events) {
      if (run !== last) this.#ledger.add(number, run);
      last = run;
    }
    if (this.#carrying.has(events)) for (const run of new Set(events.map((event) => event.run))) this.#ledger.carry(run, number);
    if (isFirst || this.#isUntidy) void this.#tidy();
  }

  #seal({ number, bytes, crc }: OpenSegment): void {
    if (bytes === 0) return;
    this.#left = sealedAs(number, bytes, crc);
    this.#ledger.leave(this.#left);
  }

  /** What is behind the last good byte may be found again, unless the next header says that it never was. */
  async #leaveFailed(): Promise<void> {
    const current = this.#current;
    this.#current = null;
    if (!current) return;
    this.#seal(current);
    await current.file.truncate(current.bytes).catch(() => undefined);
    await current.file.close().catch(() => undefined);
    if (current.bytes > 0) return;
    this.#ledger.forget(current.number);
    await this.#place.files.remove(join(this.#place.folder, nameOfSegment(current.number))).catch(() => undefined);
  }

  /** What cannot be tidied now is tidied later: nothing depends on it. */
  #tidy(): Promise<void> {
    this.#isUntidy = false;
    this.#tidying = this.#tidying
      .then(() => this.#removeUnneeded())
      .catch(() => {
        this.#isUntidy = true;
      });
    return this.#tidying;
  }

  async #removeUnneeded(): Promise<void> {
    if (!this.#isKnown) return;
    const { files, folder } = this.#place;
    const unneeded = this.#ledger.unneeded(this.#current?.number ?? null);
    await writeManifest(files, manifestPath(folder), { format: journalFormat, ...this.#ledger.listing(unneeded) });
    for (const segment of unneeded) {
      this.#ledger.forget(segment);
      await files.remove(join(folder, nameOfSegment(segment))).catch(() => undefined);
    }
  }
}
