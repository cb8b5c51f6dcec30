// `logs/<yyyy-mm>/<run>.jsonl`: one line of JSON per line of log. Written in lumps, capped per run.
import { appendFile, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LogLine } from '../ports.ts';
import { isMissing, makePrivateDirectory } from './durable-files.ts';
import { type LogFilter, passes, type RunLogs } from './run-logs.ts';

export type FileRunLogsOptions = {
  readonly folder: string;
  /** What a run may write. Default: 50 MiB. */
  readonly capBytes?: number;
  /** How long lines stay in memory. Default: 100 ms. */
  readonly flushAfterMs?: number;
};

type Buffered = { text: string; sizeBytes: number | null; isCapped: boolean; flushing: Promise<void>; timer: NodeJS.Timeout | null };

const lumpChars = 64 * 1024;

export function createFileRunLogs(options: FileRunLogsOptions): RunLogs {
  const logs = new FileRunLogs(options);
  return {
    write: (run, line) => logs.write(run, line),
    flush: (run) => logs.flush(run),
    read: (run, filter) => logs.read(run, filter),
    remove: (run) => logs.remove(run),
    close: () => logs.close(),
  };
}

class FileRunLogs {
  readonly #folder: string;
  readonly #capBytes: number;
  readonly #flushAfterMs: number;
  readonly #runs = new Map<string, Buffered>();

  constructor({ folder, capBytes = 50 * 1024 * 1024, flushAfterMs = 100 }: FileRunLogsOptions) {
    this.#folder = folder;
    this.#capBytes = capBytes;
    this.#flushAfterMs = flushAfterMs;
  }

  write(run: string, line: LogLine): void {
    const buffered = this.#buffered(run);
    if (buffered.isCapped) return;
    buffered.text += `${JSON.stringify(line)}\n`;
    if (buffered.text.length >= lumpChars) this.#flushNow(run, buffered);
    else buffered.timer ??= setTimeout(() => this.#flushNow(run, buffered), this.#flushAfterMs).unref();
  }

  /** Also forgets the run: nothing more is expected of it soon. */
  async flush(run: string): Promise<void> {
    const buffered = this.#runs.get(run);
    if (!buffered) return;
    this.#flushNow(run, buffered);
    await buffered.flushing;
    if (buffered.text === '' && !buffered.isCapped) this.#runs.delete(run);
  }

  async read(run: string, filter: LogFilter = {}): Promise<readonly LogLine[]> {
    const buffered = this.#runs.get(run);
    if (buffered) {
      this.#flushNow(run, buffered);
      await buffered.flushing;
    }
    const text = await readFile(this.#path(run), 'utf8').catch((error: unknown) => {
      if (isMissing(error)) return '';
      throw error;
    });
    return text.split('\n').flatMap((line) => parseLine(line, filter));
  }

  async remove(run: string): Promise<void> {
    await this.flush(run);
    this.#runs.delete(run);
    await rm(this.#path(run), { force: true });
  }

  async close(): Promise<void> {
    for (const run of [...this.#runs.keys()]) await this.flush(run);
  }

  #buffered(run: string): Buffered {
    const known = this.#runs.get(run);
    if (known) return known;
    const made: Buffered = { text: '', sizeBytes: null, isCapped: false, flushing: Promise.resolve(), timer: null };
    this.#runs.set(run, made);
    return made;
  }

  #flushNow(run: string, buffered: Buffered): void {
    if (buffered.timer) clearTimeout(buffered.timer);
    buffered.timer = null;
    const { text } = buffered;
    if (text === '') return;
    buffered.text = '';
    // Logs are no facts: a disk that takes none of them must not stop a run.
    buffered.flushing = buffered.flushing.then(() => this.#append(run, buffered, text)).catch(() => undefined);
  }

  async #append(run: string, buffered: Buffered, text: string): Promise<void> {
    const path = this.#path(run);
    if (buffered.sizeBytes === null) {
      await makePrivateDirectory(dirname(path));
      buffered.sizeBytes = await stat(path).then(
        ({ size }) => size,
        () => 0,
      );
    }
    if (buffered.isCapped) return;
    buffered.isCapped = buffered.sizeBytes + text.length > this.#capBytes;
    const written = buffered.isCapped ? `${JSON.stringify(capLine(text, this.#capBytes))}\n` : text;
    await appendFile(path, written, { mode: 0o600 });
    buffered.sizeBytes += Buffer.byteLength(written);
  }

  #path(run: string): string {
    return join(this.#folder, monthOf(run), `${run}.jsonl`);
  }
}

function capLine(text: string, capBytes: number): LogLine {
  const { at } = JSON.parse(text.slice(0, text.indexOf('\n'))) as LogLine;
  const megabytes = Math.round(capBytes / 1024 / 1024);
  return { at, level: 'warn', task: '', attempt: 0, text: `The log of this run has reached ${megabytes} MB; what follows is not kept` };
}

/** Ids of runs begin with the day they were created. */
function monthOf(run: string): string {
  const match = /^(\d{4})(\d{2})\d{2}-/.exec(run);
  return match ? `${match[1]}-${match[2]}` : 'other';
}

function parseLine(text: string, filter: LogFilter): LogLine[] {
  if (text === '') return [];
  try {
    const line = JSON.parse(text) as LogLine;
    return passes(line, filter) ? [line] : [];
  } catch {
    // The last line may be cut short by a kill.
    return [];
  }
}
