import type { LogLevel, LogLine } from '../ports.ts';

export type LogFilter = {
  /** A task path; members and items of it are included. */
  readonly task?: string;
  /** This level and the more serious ones. */
  readonly level?: LogLevel;
};

export type LogQuery = LogFilter & {
  /** `next` of what was read before. Default: 0, the beginning. */
  readonly offset?: number;
  /** How many lines at most. Default: all. */
  readonly limit?: number;
};

/** `next`: the offset behind it. */
export type PlacedLine = { readonly line: LogLine; readonly next: number };

/** `isEnd`: there is nothing behind `next` yet. */
export type LogPage = { readonly lines: readonly PlacedLine[]; readonly next: number; readonly isEnd: boolean };

/** What the tasks of runs wrote, by run. */
export type RunLogs = {
  /** Buffered: lines may be lost when the process dies. Never waits; what the disk cannot take in time is left out, and a line says so. */
  readonly write: (run: string, line: LogLine) => void;
  /** Puts a run's buffered lines into its file. */
  readonly flush: (run: string) => Promise<void>;
  readonly read: (run: string, query?: LogQuery) => Promise<LogPage>;
  /** For good. */
  readonly remove: (run: string) => Promise<void>;
  /** Ids of runs that have logs, in groups. */
  readonly runs: () => AsyncIterable<readonly string[]>;
  readonly close: () => Promise<void>;
};

const severity: { readonly [level in LogLevel]: number } = { debug: 0, info: 1, warn: 2, error: 3 };

export function passes(line: LogLine, { task, level }: LogFilter): boolean {
  if (level !== undefined && severity[line.level] < severity[level]) return false;
  if (task === undefined || line.task === task) return true;
  return line.task.startsWith(`${task}.`) || line.task.startsWith(`${task}[`);
}

/** Offsets count lines here. */
export function createMemoryRunLogs(): RunLogs {
  const byRun = new Map<string, LogLine[]>();
  return {
    write: (run, line) => {
      const lines = byRun.get(run);
      if (lines) lines.push(line);
      else byRun.set(run, [line]);
    },
    flush: async () => undefined,
    read: async (run, query = {}) => pageOf(byRun.get(run) ?? [], query),
    remove: async (run) => {
      byRun.delete(run);
    },
    runs: async function* () {
      yield [...byRun.keys()];
    },
    close: async () => undefined,
  };
}

function pageOf(all: readonly LogLine[], { offset = 0, limit = Number.POSITIVE_INFINITY, ...filter }: LogQuery): LogPage {
  const placed = all.map((line, index) => ({ line, next: index + 1 })).slice(offset);
  const lines = placed.filter(({ line }) => passes(line, filter)).slice(0, limit);
  const next = lines.length < limit ? all.length : (lines.at(-1)?.next ?? offset);
  return { lines, next, isEnd: next >= all.length };
}
