// Log lines that were written before somebody began to follow a run: put between its events, and known again when they come once more.
import type { RunMessage } from '../../host/engine.ts';
import type { LogLine } from '../../ports.ts';
import type { RunEvent } from '../../run/event.ts';

export class PastLines {
  readonly #run: string;
  readonly #lines: readonly LogLine[];
  /** How often each line may still come again. */
  readonly #expected = new Map<string, number>();
  readonly #lastAt: number;

  constructor(run: string, lines: readonly LogLine[]) {
    this.#run = run;
    this.#lines = lines;
    this.#lastAt = lines.at(-1)?.at ?? 0;
    for (const line of lines) this.#expected.set(keyOf(line), (this.#expected.get(keyOf(line)) ?? 0) + 1);
  }

  /** Events in their order, and each line behind what led to it. */
  *between(events: Iterable<RunEvent>): Generator<RunMessage> {
    let next = 0;
    for (const event of events) {
      for (let line = this.#lines[next]; line && isBefore(line, event); line = this.#lines[next]) {
        yield { type: 'log', run: this.#run, line };
        next += 1;
      }
      yield { type: 'event', event };
    }
    for (const line of this.#lines.slice(next)) yield { type: 'log', run: this.#run, line };
  }

  isRepeated(line: LogLine): boolean {
    if (this.#expected.size === 0) return false;
    const key = keyOf(line);
    const left = this.#expected.get(key) ?? 0;
    if (line.at > this.#lastAt) this.#expected.clear();
    else if (left > 1) this.#expected.set(key, left - 1);
    else this.#expected.delete(key);
    return left > 0;
  }
}

function isBefore(line: LogLine, event: RunEvent): boolean {
  if (line.at !== event.at) return line.at < event.at;
  return 'path' in event && event.path === line.task && event.type !== 'task.started';
}

function keyOf({ at, level, task, attempt, text }: LogLine): string {
  return JSON.stringify([at, level, task, attempt, text]);
}
