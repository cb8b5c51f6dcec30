// Statistics as people read them.
import type { Counted, RunStatistics } from '../run/statistics.ts';
import { formatDuration } from '../workflow/duration.ts';
import { styleFor } from './terminal/style.ts';
import { type Cell, table } from './terminal/table.ts';

const headings = ['count', 'success', 'p50', 'p90', 'p99', 'longest', ''];

/** By workflow; when there is one alone, its tasks too. */
export function statisticsLines({ workflows }: RunStatistics): string[] {
  const runs = table([header('workflow'), ...workflows.map((each) => row(each.workflow, each))], Number.POSITIVE_INFINITY);
  const tasks = workflows.flatMap((each) => each.tasks ?? []);
  if (tasks.length === 0) return runs;
  return [...runs, '', ...table([header('task'), ...tasks.map((each) => row(each.path, each))], Number.POSITIVE_INFINITY)];
}

function header(first: string): Cell[] {
  const { dim } = styleFor(process.stdout);
  return [first, ...headings].map((text) => ({ text, paint: dim }));
}

function row(name: string, { counts, successRate, duration }: Counted<string>): Cell[] {
  const count = Object.values(counts).reduce((sum, each = 0) => (sum ?? 0) + each, 0) ?? 0;
  const times = duration ? [duration.p50, duration.p90, duration.p99, duration.max].map(formatDuration) : ['', '', '', ''];
  return [name, String(count), successRate === null ? '' : percentText(successRate), ...times, countsText(counts)];
}

/** Only what is all says 100 %. */
function percentText(share: number): string {
  return `${(share === 1 ? 100 : Math.min(99.9, share * 100)).toFixed(1)} %`;
}

function countsText(counts: Counted<string>['counts']): string {
  return Object.entries(counts)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ');
}
