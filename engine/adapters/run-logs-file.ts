// Logs on disk, one line of JSON per line of log. Written in lumps, in parts, and no more than a run may have.
import { dirname } from 'node:path';
import type { LogLine } from '../ports.ts';
import { makePrivateDirectory, readRange, writeFully } from './durable-files.ts';
import { type FileSystem, nodeFiles, type OpenFile } from './file-system.ts';
import { findParts, firstPartPath, type LogPart, laterPartPath, removeParts, runsWithLogs } from './run-log-parts.ts';
import { readLogPage } from './run-log-reader.ts';
import type { RunLogs } from './run-logs.ts';

export type FileRunLogsOptions = {
  readonly folder: string;
  readonly files?: FileSystem;
  /** What is kept of a run: its first tenth, and the newest of the others. Default: 50 MiB. */
  readonly capBytes?: number;
  /** How long lines stay in memory. Default: 100 ms. */
  readonly flushAfterMs?: number;
};

type Waiting = {
  text: string;
  missed: number;
  missedAt: number;
  writing: Promise<void> | null;
  timer: NodeJS.Timeout | null;
  parts: LogPart[] | null;
};

const lumpChars = 64 * 1024;
/** What may wait for the disk. */
const mostChars = 4 * 1024 * 1024;

export function createFileRunLogs({
  folder,
  files = nodeFiles,
  capBytes = 50 * 1024 * 1024,
  flushAfterMs = 100,
}: FileRunLogsOptions): RunLogs {
  const logs = new FileRunLogs({ folder, files, capBytes, flushAfterMs });
  return {
    write: (run, line) => logs.write(run, line),
    flush: (run) => logs.flush(run),
    read: async (run, query = {}) => {
      await logs.flush(run);
      return readLogPage(files, await findParts({ files, folder }, run), query);
    },
    remove: async (run) => {
      await logs.forget(run);
      await removeParts({ files, folder }, run);
    },
    runs: () => runsWithLogs({ files, folder }),
    close: () => logs.close(),
  };
}

class FileRunLogs {
  readonly #options: Required<FileRunLogsOptions>;
  readonly #runs = new Map<string, Waiting>();

  constructor(options: Required<FileRunLogsOptions>) {
    this.#options = options;
  }

  write(run: string, line: LogLine): void {
    const waiting = this.#waiting(run);
    if (waiting.text.length >= mostChars) {
      waiting.missed += 1;
      waiting.missedAt = line.at;
      return;
    }
    waiting.text += `${JSON.stringify(line)}\n`;
    if (waiting.text.length >= lumpChars) this.#writeNow(run, waiting);
    else waiting.timer ??= setTimeout(() => this.#writeNow(run, waiting), this.#options.flushAfterMs).unref();
  }

  /** What was written before is in its file then. */
  async flush(run: string): Promise<void> {
    const waiting = this.#runs.get(run);
    if (!waiting) return;
    // The second is for what came while the first was under way.
    for (let lump = 0; lump < 2 && (waiting.writing || waiting.text !== ''); lump += 1) {
      this.#writeNow(run, waiting);
      await waiting.writing;
    }
    if (waiting.text === '' && !waiting.writing) this.#delete(run, waiting);
  }

  async forget(run: string): Promise<void> {
    const waiting = this.#runs.get(run);
    if (!waiting) return;
    waiting.text = '';
    await waiting.writing;
    this.#delete(run, waiting);
  }

  async close(): Promise<void> {
    for (const run of [...this.#runs.keys()]) await this.flush(run);
  }

  /** Another may have taken its place meanwhile. */
  #delete(run: string, waiting: Waiting): void {
    if (this.#runs.get(run) === waiting) this.#runs.delete(run);
  }

  #waiting(run: string): Waiting {
    const known = this.#runs.get(run);
    if (known) return known;
    const made: Waiting = { text: '', missed: 0, missedAt: 0, writing: null, timer: null, parts: null };
    this.#runs.set(run, made);
    return made;
  }

  /** One lump at a time; what comes meanwhile is the next one. */
  #writeNow(run: string, waiting: Waiting): void {
    if (waiting.timer) clearTimeout(waiting.timer);
    waiting.timer = null;
    if (waiting.writing || waiting.text === '') return;
    const text = waiting.text + missedLine(waiting);
    waiting.text = '';
    waiting.missed = 0;
    waiting.writing = this.#append(run, waiting, Buffer.from(text))
      // Logs are no facts: a disk that takes none of them must not stop a run.
      .catch(() => {
        waiting.parts = null;
      })
      .then(() => {
        waiting.writing = null;
        if (waiting.text.length >= lumpChars) this.#writeNow(run, waiting);
        else if (waiting.text !== '') waiting.timer ??= setTimeout(() => this.#writeNow(run, waiting), this.#options.flushAfterMs).unref();
      });
  }

  async #append(run: string, waiting: Waiting, bytes: Buffer): Promise<void> {
    const { files, folder } = this.#options;
    waiting.parts ??= [...(await findParts({ files, folder }, run))];
    const part = this.#partFor(run, waiting.parts);
    if (part.sizeBytes === 0) await makePrivateDirectory(dirname(part.path), files);
    const file = await files.open(part.path, 'update');
    let sizeBytes = part.sizeBytes;
    try {
      sizeBytes = await appendLines(file, part.sizeBytes, bytes);
    } finally {
      await file.close();
    }
    waiting.parts = [...waiting.parts.filter(({ start }) => start !== part.start), { ...part, sizeBytes }];
    await this.#dropOldest(waiting.parts);
  }

  #partFor(run: string, parts: readonly LogPart[]): LogPart {
    const { folder, capBytes } = this.#options;
    const last = parts.at(-1);
    if (!last) return { path: firstPartPath(folder, run), start: 0, sizeBytes: 0 };
    if (last.sizeBytes < capBytes / 10) return last;
    const start = last.start + last.sizeBytes;
    return { path: laterPartPath(folder, run, start), start, sizeBytes: 0 };
  }

  async #dropOldest(parts: LogPart[]): Promise<void> {
    const kept = () => parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    while (parts.length > 2 && kept() > this.#options.capBytes) {
      const [oldest] = parts.splice(1, 1);
      if (oldest) await this.#options.files.remove(oldest.path);
    }
  }
}

/** A line that a kill has cut short is ended first. Gives the size of the file. */
async function appendLines(file: OpenFile, at: number, bytes: Buffer): Promise<number> {
  const isWhole = at === 0 || (await readRange(file, at - 1, at)).toString() === '\n';
  const written = isWhole ? bytes : Buffer.concat([Buffer.from('\n'), bytes]);
  await writeFully(file, written, at);
  return at + written.length;
}

function missedLine({ missed, missedAt }: Waiting): string {
  if (missed === 0) return '';
  const text = `${missed} lines are not kept here: they came faster than the disk takes them`;
  const line: LogLine = { at: missedAt, level: 'warn', task: '', attempt: 0, text };
  return `${JSON.stringify(line)}\n`;
}
