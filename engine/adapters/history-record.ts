// One line of a pack, made in pieces: a run of ten thousand tasks must not stop the engine while it is written down.
import { setImmediate } from 'node:timers/promises';
import { crc32 } from './crc32.ts';
import type { FinishedRun } from './history.ts';
import { crcText } from './journal-frame.ts';

const eventsPerPiece = 200;

/** Whether the line can be made at once. */
export function isShort({ events }: FinishedRun): boolean {
  return events.length <= eventsPerPiece;
}

/** The framed line, in pieces that follow one another. */
export async function recordOf({ summary, events }: FinishedRun): Promise<readonly Uint8Array[]> {
  const pieces: Uint8Array[] = [Buffer.from(`{"summary":${JSON.stringify(summary)},"events":[`)];
  for (let from = 0; from < events.length; from += eventsPerPiece) {
    if (from > 0) await setImmediate();
    const text = events
      .slice(from, from + eventsPerPiece)
      .map((event) => JSON.stringify(event))
      .join(',');
    pieces.push(Buffer.from(from === 0 ? text : `,${text}`));
  }
  pieces.push(Buffer.from(']}'));
  let crc = 0;
  let length = 0;
  for (const piece of pieces) {
    crc = crc32(piece, 0, piece.length, crc);
    length += piece.length;
  }
  return [Buffer.from(`${crcText(crc)} ${length} `), ...pieces, Buffer.from('\n')];
}
