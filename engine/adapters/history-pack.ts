// `history/<yyyy-mm>/runs.jsonl`: the runs that ended in a month, one framed line per run, only ever appended to.
import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isMissing, makePrivateDirectory, syncDirectory } from './durable-files.ts';
import type { FinishedRun } from './history.ts';
import { FrameWriter, readFrame } from './journal-frame.ts';

export type PackedAt = { readonly offset: number; readonly length: number };

export function packPath(folder: string, month: string): string {
  return join(folder, month, 'runs.jsonl');
}

/** Appends to a month's pack and resolves with the places of the runs once they are on disk. One call at a time. */
export async function appendToPack(folder: string, month: string, runs: readonly FinishedRun[]): Promise<readonly PackedAt[]> {
  const path = packPath(folder, month);
  await makePrivateDirectory(dirname(path));
  const handle = await open(path, constants.O_CREAT | constants.O_RDWR, 0o600);
  try {
    const { size } = await handle.stat();
    const frames = new FrameWriter();
    const places = runs.map((run) => {
      const start = frames.length;
      frames.add(run);
      return { offset: size + start, length: frames.length - start };
    });
    await writeFully(handle, frames.take(), size);
    await handle.datasync();
    if (size === 0) await syncDirectory(dirname(path));
    return places;
  } finally {
    await handle.close();
  }
}

async function writeFully(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  try {
    for (let written = 0; written < bytes.length; ) {
      written += (await handle.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
    }
  } catch (error) {
    await handle.truncate(position).catch(() => undefined);
    throw error;
  }
}

/** Null when what is at that place is not a whole run. */
export async function readPacked(folder: string, month: string, { offset, length }: PackedAt): Promise<FinishedRun | null> {
  const handle = await open(packPath(folder, month), 'r');
  try {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await handle.read(bytes, 0, length, offset);
    const frame = readFrame(bytes.subarray(0, bytesRead), 0);
    return frame ? (frame.value as FinishedRun) : null;
  } finally {
    await handle.close();
  }
}

export type PackTail = { readonly runs: readonly (PackedAt & { readonly run: FinishedRun })[]; readonly tornBytes: number };

/** What stands in a pack behind `from`: runs that no page lists yet. */
export async function readPackTail(folder: string, month: string, from: number): Promise<PackTail> {
  const path = packPath(folder, month);
  const size = await stat(path).then(
    (found) => found.size,
    (error: unknown) => {
      if (isMissing(error)) return 0;
      throw error;
    },
  );
  if (size <= from) return { runs: [], tornBytes: 0 };
  const handle = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(size - from);
    await handle.read(bytes, 0, bytes.length, from);
    return readFrames(bytes, from);
  } finally {
    await handle.close();
  }
}

function readFrames(bytes: Buffer, base: number): PackTail {
  const runs: (PackedAt & { run: FinishedRun })[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const frame = readFrame(bytes, offset);
    if (!frame) break;
    runs.push({ offset: base + offset, length: frame.end - offset, run: frame.value as FinishedRun });
    offset = frame.end;
  }
  return { runs, tornBytes: bytes.length - offset };
}
