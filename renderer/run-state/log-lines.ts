// The newest lines of one run: those that were read from its log, and those that have arrived since. What is in both is shown once.
import type { LogEntry } from '../../engine/api/contract/shapes.ts';

/** Lines of a run that are kept: the newest. */
export const mostLogs = 5_000;

export class LogLines {
  #read: readonly LogEntry[] = [];
  #offset = 0;
  #arrived: LogEntry[] = [];
  #newest: readonly LogEntry[] | null = [];

  /** Where reading goes on. */
  get offset(): number {
    return this.#offset;
  }

  arrive(line: LogEntry): void {
    this.#newest = null;
    this.#arrived.push(line);
    // Now and then: taking single elements off the front of a long array is dear.
    if (this.#arrived.length > 2 * mostLogs) this.#arrived = this.#arrived.slice(-mostLogs);
  }

  /** `lines` is what the log had behind `offset`, up to `next`. `meanwhile` arrived while it was read: some of it may be among the lines. */
  readOn(lines: readonly LogEntry[], next: number, meanwhile: readonly LogEntry[]): void {
    this.#newest = null;
    this.#read = [...this.#read, ...lines].slice(-mostLogs);
    this.#offset = next;
    this.#arrived = withoutKnown(meanwhile, lines);
  }

  /** In order; the same array until there are others. */
  newest(): readonly LogEntry[] {
    this.#newest ??= [...this.#read, ...this.#arrived].slice(-mostLogs);
    return this.#newest;
  }
}

function withoutKnown(lines: readonly LogEntry[], known: readonly LogEntry[]): LogEntry[] {
  if (lines.length === 0) return [];
  const counts = new Map<string, number>();
  for (const line of known) counts.set(keyOf(line), (counts.get(keyOf(line)) ?? 0) + 1);
  return lines.filter((line) => {
    const left = counts.get(keyOf(line)) ?? 0;
    counts.set(keyOf(line), left - 1);
    return left <= 0;
  });
}

function keyOf({ at, task, attempt, level, text }: LogEntry): string {
  return JSON.stringify([at, task, attempt, level, text]);
}
