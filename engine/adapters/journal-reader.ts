// Reads the segments of the journal at a start. What is damaged is copied aside, reported, and never dropped; reading always gets to the end.
import { join } from 'node:path';
import type { RunEvent } from '../run/event.ts';
import { crc32 } from './crc32.ts';
import { isMissing, readRange, readWholeFile, replaceFile } from './durable-files.ts';
import type { FileSystem } from './file-system.ts';
import { crcText, frameOf, readFrame } from './journal-frame.ts';
import { asHeader, journalFormat, nameOfSegment, numberOfSegment, type Sealed, type SegmentHeader, sealedAs } from './journal-header.ts';
import type { JournalManifest } from './journal-manifest.ts';
import { type Scan, scanSegment } from './journal-scan.ts';
import { keepAside } from './quarantine.ts';

export type JournalPlace = { readonly files: FileSystem; readonly folder: string };

export type ReadSegment = {
  readonly number: number;
  /** Those of released runs left out. */
  readonly events: readonly RunEvent[];
  readonly released: ReadonlySet<string>;
  /** Null when it cannot be read, and nobody says what it was left with. */
  readonly sealed: Sealed | null;
  readonly isUnreadable: boolean;
};

export type ReadOptions = JournalPlace & {
  /** Another process writes here: nothing is changed, and a torn tail is no damage. */
  readonly isReadOnly: boolean;
  /** Null when there is none. */
  readonly manifest: JournalManifest | null;
  /** One sentence each. What is torn at the end was never acknowledged. */
  readonly onDamage: (sentence: string, isTornTail?: boolean) => void;
};

/** Numbers, ascending. */
export async function listSegments({ files, folder }: JournalPlace): Promise<readonly number[]> {
  const names = await files.list(folder);
  return names
    .map(numberOfSegment)
    .filter((number) => number !== null)
    .sort((a, b) => a - b);
}

function pathOf({ folder }: Pick<JournalPlace, 'folder'>, number: number): string {
  return join(folder, nameOfSegment(number));
}

export async function* readSegments(options: ReadOptions): AsyncGenerator<ReadSegment> {
  const found = await listSegments(options);
  const numbers = found.filter((number) => !isDropped(options.manifest, number));
  const { left, repeated, newest } = await survey(options, options.manifest, numbers);
  const gone = found.filter((number) => !numbers.includes(number) || repeated.has(number));
  for (const number of options.isReadOnly ? [] : gone) {
    await options.files.remove(pathOf(options, number)).catch(() => undefined);
  }
  for (const number of numbers) {
    if (repeated.has(number)) continue;
    const content = await readContent(options, number);
    if (!content) {
      yield { number, events: [], released: new Set(), sealed: left.get(number) ?? null, isUnreadable: true };
      continue;
    }
    const segment = await readSegment(options, { number, content, left: left.get(number) ?? null, isLast: number >= newest });
    if (segment.sealed !== null && segment.sealed.bytes > 0) yield segment;
    else if (content.length === 0 && !options.isReadOnly) await options.files.remove(pathOf(options, number)).catch(() => undefined);
  }
}

/** A segment as it lies there, for those who look and change nothing. */
export type ScannedSegment = {
  readonly number: number;
  readonly sizeBytes: number;
  /** Null when it cannot be read, and `error` says why. */
  readonly scan: Scan | null;
  readonly error: string | null;
  /** The last one that anything was acknowledged in: what is torn at its end never was. */
  readonly isLast: boolean;
  /** Nothing in it counts: it was not needed any more, or its only batch failed and stands in a later one. */
  readonly isIdle: boolean;
};

export async function* scanSegments(place: JournalPlace, manifest: JournalManifest | null): AsyncGenerator<ScannedSegment> {
  const found = await listSegments(place);
  const numbers = found.filter((number) => !isDropped(manifest, number));
  const { left, repeated, newest } = await survey(place, manifest, numbers);
  for (const number of found) {
    const isIdle = !numbers.includes(number) || repeated.has(number);
    const facts = { number, isIdle, isLast: number >= newest };
    try {
      const content = await readWholeFile(pathOf(place, number), place.files);
      yield { ...facts, sizeBytes: content.length, scan: scanSegment(content, left.get(number) ?? null), error: null };
    } catch (error) {
      // The owner needed it no more.
      if (!isMissing(error)) yield { ...facts, sizeBytes: 0, scan: null, error: (error as Error).message };
    }
  }
}

/** It was not needed any more, and a crash came before it was removed. */
export function isDropped(manifest: JournalManifest | null, number: number): boolean {
  return manifest !== null && number <= manifest.newest && !manifest.segments.some(({ segment }) => segment === number);
}

type Survey = {
  readonly left: ReadonlyMap<number, Sealed>;
  /** Their only batch failed, and stands in a later segment. */
  readonly repeated: ReadonlySet<number>;
  /** The last one that anything was ever acknowledged in. */
  readonly newest: number;
};

/** Each header tells of the segment before; those in between are what failed attempts to go on left behind. */
async function survey(place: JournalPlace, manifest: JournalManifest | null, numbers: readonly number[]): Promise<Survey> {
  const known = (manifest?.segments ?? []).map(({ left }) => left).filter((left) => left !== null);
  const left = new Map(known.map((sealed) => [sealed.segment, sealed]));
  const repeated = new Set<number>();
  let newest = 0;
  for (const number of numbers) {
    const header = await readHeader(place, number);
    if (header) newest = number;
    const previous = header?.previous;
    if (!previous) continue;
    left.set(previous.segment, previous);
    for (const other of numbers) if (other > previous.segment && other < number) repeated.add(other);
  }
  return { left, repeated, newest };
}

async function readHeader({ files, folder }: JournalPlace, number: number): Promise<SegmentHeader | null> {
  const file = await files.open(pathOf({ folder }, number), 'read').catch(() => null);
  if (!file) return null;
  try {
    const frame = readFrame(await readRange(file, 0, 1024), 0);
    return frame ? asHeader(frame.value) : null;
  } catch (error) {
    if ('code' in (error as object)) return null;
    throw error;
  } finally {
    await file.close().catch(() => undefined);
  }
}

async function readContent({ files, folder, isReadOnly, onDamage }: ReadOptions, number: number): Promise<Buffer | null> {
  const name = nameOfSegment(number);
  try {
    return await readWholeFile(join(folder, name), files);
  } catch (error) {
    const isGone = isReadOnly && isMissing(error);
    if (!isGone) onDamage(`The journal segment ${name} cannot be read (${(error as Error).message}): it is left as it is in ${folder}`);
    return null;
  }
}

type Found = { readonly number: number; readonly content: Buffer; readonly left: Sealed | null; readonly isLast: boolean };

async function readSegment(options: ReadOptions, found: Found): Promise<ReadSegment> {
  const scan = scanSegment(found.content, found.left);
  const known = new Set(options.manifest?.released);
  const released = new Set<string>();
  const events: RunEvent[] = [];
  for (const { value } of scan.records) {
    const event = value as RunEvent;
    if (known.has(event.run)) released.add(event.run);
    else events.push(event);
  }
  const sealed = options.isReadOnly ? asItIs(found, scan.bytes) : await mend(options, found, scan);
  return { number: found.number, events, released, sealed, isUnreadable: false };
}

function asItIs({ number, content }: Found, bytes: number): Sealed {
  return sealedAs(number, bytes, crc32(content, 0, bytes));
}

function mend(options: ReadOptions, found: Found, scan: Scan): Promise<Sealed> {
  if (scan.damagedAt === null && !scan.isChanged) return cut(options, found, scan.bytes);
  const isTorn = found.isLast && scan.behind === 0 && !scan.isChanged;
  return isTorn ? cutTornTail(options, found, scan.damagedAt ?? 0) : save(options, found, scan);
}

/** What a crash leaves of a batch that nobody was told about. */
async function cutTornTail(options: ReadOptions, found: Found, damagedAt: number): Promise<Sealed> {
  const name = nameOfSegment(found.number);
  const copy = await keepAside(options.files, options.folder, name, found.content);
  const torn = found.content.length - damagedAt;
  const where =
    copy === null ? 'are left where they are, for there is no room for a copy' : `were cut off; the untouched original is ${copy}`;
  options.onDamage(`The journal segment ${name} ends in a torn record: ${torn} bytes ${where}`, true);
  return copy === null ? asItIs(found, damagedAt) : cut(options, found, damagedAt);
}

/** What stands behind `bytes` is not to be found again. When it cannot be cut, the next segment's header says where this one ends. */
async function cut({ files, folder }: ReadOptions, found: Found, bytes: number): Promise<Sealed> {
  if (bytes < found.content.length) {
    const file = await files.open(pathOf({ folder }, found.number), 'update').catch(() => null);
    await file?.truncate(bytes).catch(() => undefined);
    await file?.sync().catch(() => undefined);
    await file?.close().catch(() => undefined);
  }
  return asItIs(found, bytes);
}

/** The damaged segment goes aside; a new one in its place holds all whole records. */
async function save(options: ReadOptions, found: Found, scan: Scan): Promise<Sealed> {
  const { files, folder } = options;
  const name = nameOfSegment(found.number);
  const copy = await keepAside(files, folder, name, found.content);
  const header: SegmentHeader = {
    format: journalFormat,
    segment: found.number,
    previous: scan.header?.previous ?? null,
    replaces: found.left?.crc ?? crcText(crc32(found.content)),
  };
  const saved = Buffer.concat([frameOf(header), ...scan.records.map(({ start, end }) => found.content.subarray(start, end))]);
  const isReplaced = copy !== null && (await replaceFile(join(folder, name), saved, files).then(yes, no));
  const what =
    scan.damagedAt === null
      ? 'is not what it was when it was left'
      : `is damaged at byte ${scan.damagedAt}, with ${scan.behind} whole records behind it`;
  const where = copy === null ? 'it is left as it is, for there is no room for a copy' : `the untouched original is ${copy}`;
  options.onDamage(`The journal segment ${name} ${what}: ${scan.records.length} records could be read; ${where}`);
  return isReplaced ? sealedAs(found.number, saved.length, crc32(saved)) : asItIs(found, found.content.length);
}

const yes = () => true;
const no = () => false;
