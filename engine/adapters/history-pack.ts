// `history/<yyyy-mm>/0001.jsonl`, `0002.jsonl`, …: the runs that ended in a month, one framed line per run, only ever appended to.
import { setImmediate } from 'node:timers/promises';
import { blobsNamedIn } from './blob-references.ts';
import { isMissing, readRange, writeFully } from './durable-files.ts';
import type { FileSystem, OpenFile } from './file-system.ts';
import type { FinishedRun } from './history.ts';
import { definitionOf, isShort, type RunRecordLine, recordOf, shortLine } from './history-record.ts';
import { type Frame, FrameWriter, findFrame, readFrame } from './journal-frame.ts';

export type PackedAt = {
  readonly offset: number;
  readonly length: number;
  /** Hashes of the large values that it refers to; absent: none. */
  readonly blobs?: readonly string[];
};

export type Pack = { readonly files: FileSystem; readonly folder: string; readonly path: string };

/** Whoever waits for the engine does not notice. */
const sliceMs = 2;

/** Appends at `end` and resolves with the places of the runs once they are on disk. After an error the pack is not to be appended to again. */
export async function appendToPack(pack: Pack, end: number, runs: readonly FinishedRun[]): Promise<readonly PackedAt[]> {
  const file = await pack.files.open(pack.path, end === 0 ? 'create' : 'update');
  try {
    const places: PackedAt[] = [];
    const lumps = new Lumps(file, end);
    let pauseAt = performance.now() + sliceMs;
    for (const run of runs) {
      places.push(isShort(run) ? await lumps.addShort(run) : await lumps.add(await recordOf(run)));
      if (performance.now() < pauseAt) continue;
      await setImmediate();
      pauseAt = performance.now() + sliceMs;
    }
    await lumps.flush();
    await file.sync();
    if (end === 0) await pack.files.syncDirectory(pack.folder);
    return places;
  } catch (error) {
    await file.truncate(end).catch(() => undefined);
    throw error;
  } finally {
    await file.close().catch(() => undefined);
  }
}

/** As few writes as possible, so that a kill rarely leaves half of a run; none so large that putting it together takes long. */
class Lumps {
  readonly #file: OpenFile;
  readonly #frames = new FrameWriter();
  /** Where the waiting frames go. */
  #at: number;

  constructor(file: OpenFile, at: number) {
    this.#file = file;
    this.#at = at;
  }

  async addShort(run: FinishedRun): Promise<PackedAt> {
    const before = this.#frames.length;
    const json = shortLine(run);
    this.#frames.addJson(json);
    const place = {
      offset: this.#at + before,
      length: this.#frames.length - before,
      ...named(blobsNamedIn(json, definitionOf(run.events))),
    };
    if (this.#frames.length >= lumpBytes) await this.flush();
    return place;
  }

  async add({ pieces, blobs }: RunRecordLine): Promise<PackedAt> {
    await this.flush();
    const offset = this.#at;
    let lump: Uint8Array[] = [];
    let waiting = 0;
    for (const piece of pieces) {
      lump.push(piece);
      waiting += piece.length;
      if (waiting < lumpBytes && piece !== pieces.at(-1)) continue;
      await this.#write(Buffer.concat(lump));
      lump = [];
      waiting = 0;
    }
    return { offset, length: this.#at - offset, ...named(blobs) };
  }

  async flush(): Promise<void> {
    if (this.#frames.length > 0) await this.#write(this.#frames.take());
  }

  async #write(bytes: Uint8Array): Promise<void> {
    await writeFully(this.#file, bytes, this.#at);
    this.#at += bytes.length;
  }
}

const lumpBytes = 512 * 1024;

/** Null when what is at that place is not a whole run. */
export async function readPacked(pack: Pack, { offset, length }: PackedAt): Promise<FinishedRun | null> {
  const file = await pack.files.open(pack.path, 'read');
  try {
    const frame = readFrame(await readRange(file, offset, offset + length), 0);
    return frame ? (frame.value as FinishedRun) : null;
  } finally {
    await file.close();
  }
}

/** Reads on from `from`, and gives how many bytes belong to no whole record; 0 when there is no such pack. */
export async function readPackTail(pack: Pack, from: number, found: (run: FinishedRun, place: PackedAt) => void): Promise<number> {
  try {
    const file = await pack.files.open(pack.path, 'read');
    try {
      const bytes = await readRange(file, from, await file.size());
      return await readRecords(bytes, ({ value, end }, at) => {
        const run = value as FinishedRun;
        const blobs = blobsNamedIn(bytes.toString('latin1', at, end), definitionOf(run.events));
        found(run, { offset: from + at, length: end - at, ...named(blobs) });
      });
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

function named(blobs: readonly string[]): Pick<PackedAt, 'blobs'> {
  return blobs.length === 0 ? {} : { blobs };
}

const bytesPerTurn = 512 * 1024;

async function readRecords(bytes: Buffer, found: (frame: Frame, at: number) => void): Promise<number> {
  let damagedBytes = bytes.length;
  let pauseAt = bytesPerTurn;
  for (let at: number | null = 0; at !== null && at < bytes.length; ) {
    const frame = readFrame(bytes, at);
    if (!frame) {
      at = findFrame(bytes, at);
      continue;
    }
    found(frame, at);
    damagedBytes -= frame.end - at;
    at = frame.end;
    if (at < pauseAt) continue;
    // A large pack must not stop the engine while its page is made again.
    await setImmediate();
    pauseAt = at + bytesPerTurn;
  }
  return damagedBytes;
}
