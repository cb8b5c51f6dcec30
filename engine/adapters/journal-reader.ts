// Reads one segment of the journal; what is damaged is set aside, reported and never dropped.
import { copyFile, open, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readFrame } from './journal-frame.ts';

export type SegmentContent = {
  readonly values: readonly unknown[];
  /** One sentence, or null when every byte is in order. */
  readonly damage: string | null;
};

/**
 * A torn tail is what a crash leaves of a batch that nobody was told about: it is copied to `<segment>.torn` and cut. Damage with whole
 * records behind it is something else: the copy is all that is left of them, and the sentence says so.
 */
export async function readSegment(path: string): Promise<SegmentContent> {
  const bytes = await readFile(path);
  const values: unknown[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const frame = readFrame(bytes, offset);
    if (!frame) return { values, damage: await setAside(path, bytes, offset) };
    values.push(frame.value);
    offset = frame.end;
  }
  return { values, damage: null };
}

/** The whole records of a segment that somebody else may be writing; nothing is changed. */
export async function inspectSegment(path: string): Promise<readonly unknown[]> {
  const bytes = await readFile(path);
  const values: unknown[] = [];
  for (let frame = readFrame(bytes, 0); frame; frame = readFrame(bytes, frame.end)) values.push(frame.value);
  return values;
}

async function setAside(path: string, bytes: Buffer, offset: number): Promise<string> {
  const copy = `${path}.torn`;
  await copyFile(path, copy);
  const handle = await open(path, 'r+');
  try {
    await handle.truncate(offset);
    await handle.sync();
  } finally {
    await handle.close();
  }
  const behind = countFramesAfter(bytes, offset);
  const lost = bytes.length - offset;
  const kind = behind === 0 ? 'ends in a torn record' : `is damaged at byte ${offset}, with ${behind} whole records behind it`;
  return `The journal segment ${basename(path)} ${kind}: ${lost} bytes were cut off; the untouched original is ${copy}`;
}

function countFramesAfter(bytes: Buffer, damagedAt: number): number {
  let count = 0;
  let offset = bytes.indexOf(0x0a, damagedAt) + 1;
  while (offset > 0 && offset < bytes.length) {
    const frame = readFrame(bytes, offset);
    if (frame) count += 1;
    offset = frame ? frame.end : bytes.indexOf(0x0a, offset) + 1;
  }
  return count;
}
