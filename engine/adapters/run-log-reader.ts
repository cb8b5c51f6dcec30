// Reads a page of a run's log, a piece at a time: a log of 50 MB holds nobody up, and nothing of it stays in memory.
import { setImmediate } from 'node:timers/promises';
import type { LogLine } from '../ports.ts';
import { isMissing, readRange } from './durable-files.ts';
import type { FileSystem } from './file-system.ts';
import type { LogPart } from './run-log-parts.ts';
import { type LogPage, type LogQuery, type PlacedLine, passes } from './run-logs.ts';

const pieceBytes = 256 * 1024;
const newline = 0x0a;

export async function readLogPage(files: FileSystem, parts: readonly LogPart[], query: LogQuery): Promise<LogPage> {
  const page = new Page(query);
  for (const part of parts) {
    if (part.start + part.sizeBytes <= page.next) continue;
    if (part.start > page.next) page.skipTo(part.start);
    await readPart(files, part, page);
    if (page.isFull) break;
  }
  const end = Math.max(0, ...parts.map(({ start, sizeBytes }) => start + sizeBytes));
  return { lines: page.lines, next: page.next, isEnd: page.next >= end || !page.isFull };
}

class Page {
  readonly lines: PlacedLine[] = [];
  /** Where reading goes on. */
  next: number;
  readonly #query: LogQuery;
  readonly #limit: number;
  #missingBytes = 0;

  constructor(query: LogQuery) {
    const { offset = 0, limit = Number.POSITIVE_INFINITY } = query;
    this.#query = query;
    this.#limit = limit;
    this.next = offset;
  }

  get isFull(): boolean {
    return this.lines.length >= this.#limit;
  }

  skipTo(start: number): void {
    this.#missingBytes = start - this.next;
    this.next = start;
  }

  add(line: LogLine | null, next: number): void {
    if (line && this.#missingBytes > 0) this.#tellMissing(line.at);
    this.next = next;
    if (line && passes(line, this.#query)) this.lines.push({ line, next });
  }

  #tellMissing(at: number): void {
    const text = `${megabytes(this.#missingBytes)} of the log are not kept here: the log of a run has a limit, and this one is larger`;
    const { level } = this.#query;
    const line: LogLine = { at, level: 'warn', task: '', attempt: 0, text };
    if (passes(line, level === undefined ? {} : { level })) this.lines.push({ line, next: this.next });
    this.#missingBytes = 0;
  }
}

function megabytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${Math.round(bytes / 1_000_000)} MB`;
}

async function readPart(files: FileSystem, { path, start, sizeBytes }: LogPart, page: Page): Promise<void> {
  const file = await files.open(path, 'read').catch((error: unknown) => {
    // It was the oldest that had to go.
    if (isMissing(error)) return null;
    throw error;
  });
  if (!file) return;
  try {
    let wanted = pieceBytes;
    while (!page.isFull && page.next < start + sizeBytes) {
      const from = page.next - start;
      // The byte before tells whether this is the beginning of a line.
      const before = from > 0 ? 1 : 0;
      const piece = await readRange(file, from - before, Math.min(from + wanted, sizeBytes));
      const taken = takeLines(piece, before, page);
      // A line without its end may be one that is just being written, or the last words before a kill.
      if (!taken && from + wanted >= sizeBytes) return;
      wanted = taken ? pieceBytes : wanted * 4;
      await setImmediate();
    }
  } finally {
    await file.close().catch(() => undefined);
  }
}

/** False when there is no whole line. */
function takeLines(piece: Buffer, before: number, page: Page): boolean {
  const base = page.next - before;
  let at = before;
  if (before === 1 && piece[0] !== newline) {
    // From the middle of a line on nothing makes sense.
    at = piece.indexOf(newline) + 1;
    if (at === 0) return false;
    page.add(null, base + at);
  }
  for (let end = piece.indexOf(newline, at); end !== -1 && !page.isFull; end = piece.indexOf(newline, at)) {
    page.add(parseLine(piece.toString('utf8', at, end)), base + end + 1);
    at = end + 1;
  }
  return page.next > base + before;
}

function parseLine(text: string): LogLine | null {
  if (text === '') return null;
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    // A line may be cut short by a kill.
    return null;
  }
}
