import type { LogEntry } from '../../engine/api/contract/shapes.ts';

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;

export type LogQuery = { readonly text: string; readonly level: (typeof logLevels)[number]; readonly tasks: readonly string[] };

/** Lines of the level and the more serious ones, with the text in them, of the tasks and what is inside them; of all when none is given. */
export function filterLogs(lines: readonly LogEntry[], { text, level, tasks }: LogQuery): readonly LogEntry[] {
  const wanted = text.toLowerCase();
  const least = logLevels.indexOf(level);
  return lines.filter(
    (line) =>
      logLevels.indexOf(line.level) >= least &&
      (wanted === '' || line.text.toLowerCase().includes(wanted)) &&
      (tasks.length === 0 ||
        tasks.some((path) => line.task === path || line.task.startsWith(`${path}.`) || line.task.startsWith(`${path}[`))),
  );
}
