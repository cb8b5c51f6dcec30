import type { LogLevel, LogLine } from '../ports.ts';

export type LogFilter = {
  /** A task path; members and items of it are included. */
  readonly task?: string;
  /** This level and the more serious ones. */
  readonly level?: LogLevel;
};

/** What the tasks of runs wrote, by run. */
export type RunLogs = {
  /** Buffered: lines may be lost when the process dies. */
  readonly write: (run: string, line: LogLine) => void;
  /** Puts a run's buffered lines into its file. */
  readonly flush: (run: string) => Promise<void>;
  readonly read: (run: string, filter?: LogFilter) => Promise<readonly LogLine[]>;
  /** For good. */
  readonly remove: (run: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

const severity: { readonly [level in LogLevel]: number } = { debug: 0, info: 1, warn: 2, error: 3 };

export function passes(line: LogLine, { task, level }: LogFilter): boolean {
  if (level !== undefined && severity[line.level] < severity[level]) return false;
  if (task === undefined || line.task === task) return true;
  return line.task.startsWith(`${task}.`) || line.task.startsWith(`${task}[`);
}

export function createMemoryRunLogs(): RunLogs {
  const byRun = new Map<string, LogLine[]>();
  return {
    write: (run, line) => {
      const lines = byRun.get(run);
      if (lines) lines.push(line);
      else byRun.set(run, [line]);
    },
    flush: async () => undefined,
    read: async (run, filter = {}) => (byRun.get(run) ?? []).filter((line) => passes(line, filter)),
    remove: async (run) => {
      byRun.delete(run);
    },
    close: async () => undefined,
  };
}
