// The first record of a segment. It says which segment came before and what that one held when it was left, so that a segment cut at
// the edge of a record, exchanged or missing is noticed, and what a failed write left behind the last good record is never taken for news.
import { crcText } from './journal-frame.ts';

/** A segment as it was when it was left. `bytes` are those that were acknowledged; `crc` is the checksum over them. */
export type Sealed = { readonly segment: number; readonly bytes: number; readonly crc: string };

export type SegmentHeader = {
  readonly format: typeof journalFormat;
  readonly segment: number;
  readonly previous: Sealed | null;
  /** This file is what could be saved of a damaged one, which had this checksum. */
  readonly replaces?: string;
};

export const journalFormat = 1;

const segmentName = /^(\d{6,})\.jsonl$/;

export function nameOfSegment(number: number): string {
  return `${String(number).padStart(6, '0')}.jsonl`;
}

/** Null for files that are no segments. */
export function numberOfSegment(name: string): number | null {
  const match = segmentName.exec(name);
  return match ? Number(match[1]) : null;
}

export function sealedAs(segment: number, bytes: number, crc: number): Sealed {
  return { segment, bytes, crc: crcText(crc) };
}

/** Null when the value is something else. Throws when it was written by a newer Millrace: going on would damage it. */
export function asHeader(value: unknown): SegmentHeader | null {
  if (typeof value !== 'object' || value === null || !('format' in value) || !('segment' in value)) return null;
  if (value.format !== journalFormat) throw new Error(`The journal has format ${String(value.format)}: it needs a newer Millrace`);
  return value as SegmentHeader;
}
