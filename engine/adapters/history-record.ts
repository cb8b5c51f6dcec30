// One line of a pack, made in pieces: a run of ten thousand tasks must not stop the engine while it is written down.
import { setImmediate } from 'node:timers/promises';
import { blobsNamedIn } from './blob-references.ts';
import { crc32 } from './crc32.ts';
import type { FinishedRun } from './history.ts';
import { crcText } from './journal-frame.ts';

const eventsPerPiece = 200;

export type RunRecordLine = {
  /** They follow one another. */
  readonly pieces: readonly Uint8Array[];
  /** Hashes of large values that the events refer to. */
  readonly blobs: readonly string[];
};

/** Whether the line can be made at once. */
export function isShort({ events }: FinishedRun): boolean {
  return events.length <= eventsPerPiece;
}

/** The line without its frame. */
export function shortLine({ summary, events, texts }: FinishedRun): string {
  return texts ? `{"summary":${JSON.stringify(summary)},"events":[${texts.join(',')}]}` : JSON.stringify({ summary, events });
}

/** The framed line. */
export async function recordOf({ summary, events, texts }: FinishedRun): Promise<RunRecordLine> {
  const pieces: Uint8Array[] = [Buffer.from(`{"summary":${JSON.stringify(summary)},"events":[`)];
  const blobs = new Set<string>();
  const definition = definitionOf(events);
  for (let from = 0; from < events.length; from += eventsPerPiece) {
    if (from > 0) await setImmediate();
    const piece =
      texts?.slice(from, from + eventsPerPiece) ?? events.slice(from, from + eventsPerPiece).map((event) => JSON.stringify(event));
    const text = piece.join(',');
    for (const hash of blobsNamedIn(text, definition)) blobs.add(hash);
    pieces.push(Buffer.from(from === 0 ? text : `,${text}`));
  }
  pieces.push(Buffer.from(']}'));
  let crc = 0;
  let length = 0;
  for (const piece of pieces) {
    crc = crc32(piece, 0, piece.length, crc);
    length += piece.length;
  }
  return { pieces: [Buffer.from(`${crcText(crc)} ${length} `), ...pieces, Buffer.from('\n')], blobs: [...blobs] };
}

/** Named by a hash, which is that of no large value. */
export function definitionOf([created]: FinishedRun['events']): string | null {
  return created?.type === 'run.created' ? created.definition : null;
}
