// Runs as people read them.
import type { RunRecord, RunSummary, TaskRecord } from '../run/view.ts';
import { formatDuration } from '../workflow/duration.ts';
import type { Json } from '../workflow/json.ts';
import { paintStatus, statusIcons } from './terminal/status.ts';
import { type Style, styleFor } from './terminal/style.ts';
import { type Cell, table } from './terminal/table.ts';
import { cutToWidth, oneLine } from './terminal/text.ts';
import { clock } from './watch/rows.ts';

const shownValueColumns = 2000;

function screenWidth(): number {
  return process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
}

export function runsTable(runs: readonly RunSummary[]): string[] {
  const style = styleFor(process.stdout);
  const header: Cell[] = ['run', 'workflow', 'status', 'started', 'took', ''].map((text) => ({ text, paint: style.dim }));
  const rows = runs.map((run): Cell[] => [
    run.id,
    run.workflow,
    { text: run.status, paint: (text) => paintStatus(run.status, text, style) },
    clock(run.startedAt ?? run.createdAt),
    run.startedAt === null || run.finishedAt === null ? '' : formatDuration(run.finishedAt - run.startedAt),
    run.error?.message ?? '',
  ]);
  return table([header, ...rows], screenWidth());
}

export function recordLines(record: RunRecord): string[] {
  const style = styleFor(process.stdout);
  const header: Cell[] = ['task', 'status', 'took', 'attempts', ''].map((text) => ({ text, paint: style.dim }));
  const rows = Object.entries(record.tasks).map(([path, task]): Cell[] => [
    path,
    { text: `${statusIcons[task.status]} ${task.status}`, paint: (text) => paintStatus(task.status, text, style) },
    tookText(task),
    task.attempts > 0 ? String(task.attempts) : '',
    remarkOf(task),
  ]);
  return [...factLines(record, style), '', ...table([header, ...rows], screenWidth())];
}

function factLines(record: RunRecord, style: Style): string[] {
  const facts: (readonly [string, string])[] = [
    ['run', record.id],
    ['workflow', record.workflow],
    ['status', paintStatus(record.status, record.status, style)],
    ['started', record.startedAt === null ? '' : clock(Date.parse(record.startedAt))],
    ['took', tookText(record)],
    ['environment', record.environment ?? ''],
    ['trigger', record.trigger.kind === 'schedule' ? `schedule ${record.trigger.trigger}` : record.trigger.kind],
    ['inputs', valueText(record.inputs)],
    ['outputs', record.outputs === null ? '' : valueText(record.outputs)],
    ['error', record.error ? oneLine(record.error.message) : ''],
  ];
  return facts.filter(([, text]) => text !== '').map(([name, text]) => `${style.dim(name.padEnd(12))}${text}`);
}

function tookText({ startedAt, finishedAt }: Pick<TaskRecord, 'startedAt' | 'finishedAt'>): string {
  return startedAt === null || finishedAt === null ? '' : formatDuration(Date.parse(finishedAt) - Date.parse(startedAt));
}

function remarkOf(task: TaskRecord): string {
  if (task.error && task.status !== 'succeeded') return task.error.message;
  if (task.skipped) return task.skipped.reason.replaceAll('_', ' ');
  if (task.items) return `${task.items.succeeded + task.items.failed}/${task.items.count} items`;
  return task.output === undefined || task.output === null ? '' : valueText(task.output);
}

function valueText(value: Json): string {
  return cutToWidth(oneLine(JSON.stringify(value)), shownValueColumns);
}
