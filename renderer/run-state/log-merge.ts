// Lines that were read and lines that arrive meanwhile: what is in both is shown once.
import type { LogEntry } from '../../engine/api/contract/shapes.ts';

export type LogMerge = {
  readonly add: (line: LogEntry) => void;
  /** What had been written when it was asked for. */
  readonly begin: (past: readonly LogEntry[]) => void;
};

/** `show` gets every line once, in order, as soon as the past is known. */
export function createLogMerge(show: (lines: readonly LogEntry[]) => void): LogMerge {
  let early: LogEntry[] | null = [];
  return {
    add: (line) => {
      if (early) early.push(line);
      else show([line]);
    },
    begin: (past) => {
      const fresh = withoutKnown(early ?? [], past);
      early = null;
      if (past.length + fresh.length > 0) show([...past, ...fresh]);
    },
  };
}

function withoutKnown(lines: readonly LogEntry[], known: readonly LogEntry[]): readonly LogEntry[] {
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
