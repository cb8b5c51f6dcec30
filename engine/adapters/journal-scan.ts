// What stands in the bytes of a segment.
import { crc32 } from './crc32.ts';
import { crcText, findFrame, readFrame } from './journal-frame.ts';
import { asHeader, type Sealed, type SegmentHeader } from './journal-header.ts';

type Record = { readonly value: unknown; readonly start: number; readonly end: number };

export type Scan = {
  readonly header: SegmentHeader | null;
  /** All whole records but the header, those behind damaged ones included. */
  readonly records: readonly Record[];
  /** Where the first byte stands that belongs to no whole record; null when there is none. */
  readonly damagedAt: number | null;
  /** Whole records behind that place. */
  readonly behind: number;
  /** How many of the bytes count: what stands behind them was never acknowledged. */
  readonly bytes: number;
  /** The bytes are not those that the segment was left with. */
  readonly isChanged: boolean;
};

/** `left` is what others say of the segment; null when nobody does. */
export function scanSegment(content: Buffer, left: Sealed | null): Scan {
  const header = headerOf(content);
  const isSaved = left !== null && header?.replaces === left.crc;
  const claim = isSaved ? null : left;
  const bytes = Math.min(content.length, claim?.bytes ?? content.length);
  const isChanged = claim !== null && (bytes < claim.bytes || crcText(crc32(content, 0, bytes)) !== claim.crc);
  return { header, bytes, isChanged, ...scanRecords(content.subarray(0, bytes)) };
}

function headerOf(content: Buffer): SegmentHeader | null {
  const first = readFrame(content, 0);
  return first ? asHeader(first.value) : null;
}

function scanRecords(content: Buffer): Pick<Scan, 'records' | 'damagedAt' | 'behind'> {
  const records: Record[] = [];
  let damagedAt: number | null = null;
  let before = 0;
  let at: number | null = 0;
  while (at !== null && at < content.length) {
    const frame = readFrame(content, at);
    if (frame) {
      if (at > 0 || !asHeader(frame.value)) records.push({ value: frame.value, start: at, end: frame.end });
      at = frame.end;
    } else {
      if (damagedAt === null) {
        damagedAt = at;
        before = records.length;
      }
      at = findFrame(content, at);
    }
  }
  return { records, damagedAt, behind: damagedAt === null ? 0 : records.length - before };
}
