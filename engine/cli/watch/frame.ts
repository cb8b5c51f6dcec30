// One picture of a run, as lines that fit the screen. Pure: the same tree, size and instant give the same lines.
import { formatDuration } from '../../workflow/duration.ts';
import type { TaskStatus } from '../../workflow/schema.ts';
import { paintStatus, statusIcons } from '../terminal/status.ts';
import type { Style } from '../terminal/style.ts';
import { cutToWidth, displayWidth, oneLine, padToWidth } from '../terminal/text.ts';
import type { Progress, Row, RunTree } from './rows.ts';

export type FrameSize = { readonly columns: number; readonly lines: number };
/** `now` in milliseconds since the epoch; `tick` turns the spinner. */
export type FrameMoment = { readonly now: number; readonly tick: number };

const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const barWidth = 12;

/** At most `lines` lines of at most `columns` columns, whatever the run. */
export function renderFrame(tree: RunTree, { columns, lines }: FrameSize, moment: FrameMoment & { readonly style: Style }): string[] {
  const { shown, hidden } = fitRows(tree.rows, Math.max(0, lines - 1));
  const names = Math.min(
    shown.reduce((most, row) => Math.max(most, nameWidth(row)), 0),
    Math.floor(columns * 0.45),
  );
  const body = shown.map((row) => rowLine(row, { names, columns, ...moment }));
  const rest = hidden.length === 0 ? [] : [moment.style.dim(cutToWidth(`  … ${hiddenText(hidden)}`, columns))];
  return [headLine(tree, columns, moment), ...body, ...rest].slice(0, Math.max(0, lines));
}

function headLine(tree: RunTree, columns: number, { now, tick, style }: FrameMoment & { readonly style: Style }): string {
  const elapsed = tree.startedAt === null ? '' : formatDuration((tree.finishedAt ?? now) - tree.startedAt);
  const isGoing = tree.status === 'running';
  const icon = isGoing ? (spinner[tick % spinner.length] ?? '') : statusIcons[tree.status];
  const facts = [tree.status, elapsed, countsText(tree), tree.id].filter((text) => text !== '').join(' · ');
  const name = cutToWidth(oneLine(tree.workflow), Math.max(0, columns - 2));
  const room = columns - displayWidth(name) - 4;
  return `${paintStatus(tree.status, icon, style)} ${style.bold(name)}${room > 8 ? `  ${style.dim(cutToWidth(facts, room))}` : ''}`;
}

function countsText({ counts }: RunTree): string {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const done = (counts.succeeded ?? 0) + (counts.skipped ?? 0) + (counts.failed ?? 0) + (counts.canceled ?? 0);
  return `${done} of ${total} tasks`;
}

type RowPlace = FrameMoment & { readonly names: number; readonly columns: number; readonly style: Style };

function nameWidth(row: Row): number {
  return row.depth * 2 + displayWidth(oneLine(row.name));
}

function rowLine(row: Row, { names, columns, now, tick, style }: RowPlace): string {
  const icon = row.status === 'running' ? (spinner[tick % spinner.length] ?? '') : statusIcons[row.status];
  const name = padToWidth(cutToWidth('  '.repeat(row.depth) + oneLine(row.name), names), names);
  const duration = durationText(row, now).padStart(7);
  let room = columns - 2 - names - 2 - 7;
  const parts: string[] = [];
  const add = (text: string, paint: (text: string) => string) => {
    const fitted = cutToWidth(text, room - 2);
    if (text === '' || fitted === '' || room < 6) return;
    parts.push(`  ${paint(fitted)}`);
    room -= 2 + displayWidth(fitted);
  };
  add(progressText(row.progress), style.active);
  add(row.attempts > 1 && row.attempt > 1 ? `attempt ${row.attempt} of ${row.attempts}` : '', style.warn);
  add(oneLine(row.remark), row.status === 'failed' ? style.bad : style.dim);
  const painted = row.status === 'pending' || row.status === 'skipped' ? style.dim(name) : name;
  const head = cutHead(columns, { icon: paintStatus(row.status, icon, style), name: painted, plainName: name });
  return head ?? `${paintStatus(row.status, icon, style)} ${painted}  ${style.dim(duration)}${parts.join('')}`.trimEnd();
}

type Head = { readonly icon: string; readonly name: string; readonly plainName: string };

/** On a screen too narrow for durations there is just the name. */
function cutHead(columns: number, { icon, plainName }: Head): string | null {
  if (columns >= 2 + displayWidth(plainName) + 9) return null;
  return columns < 3 ? '' : `${icon} ${cutToWidth(plainName.trimEnd(), columns - 2)}`;
}

function durationText({ startedAt, finishedAt, status }: Row, now: number): string {
  if (startedAt === null || status === 'skipped') return '';
  return formatDuration(Math.max(0, (finishedAt ?? now) - startedAt));
}

function progressText(progress: Progress | null): string {
  if (!progress || progress.total === 0) return '';
  const { succeeded, failed, total } = progress;
  const filled = Math.floor(((succeeded + failed) / total) * barWidth);
  const bar = '━'.repeat(filled) + '╌'.repeat(barWidth - filled);
  return `${bar} ${succeeded + failed}/${total}${failed > 0 ? ` (${failed} failed)` : ''}`;
}

/** What matters comes first when there is too little room: what is under way, what failed, then what is next, what ended last. */
const importance: { readonly [S in TaskStatus]: number } = {
  running: 5,
  failed: 4,
  waiting: 4,
  queued: 3,
  succeeded: 1,
  canceled: 1,
  skipped: 0,
  pending: 2,
};

type Fitted = { readonly shown: readonly Row[]; readonly hidden: readonly Row[] };

/** Keeps the order of the tree. One line less when something is hidden: it says so. */
export function fitRows(rows: readonly Row[], room: number): Fitted {
  if (rows.length <= room) return { shown: rows, hidden: [] };
  const ranked = rows.map((row, index) => ({ row, index }));
  ranked.sort(
    (a, b) => importance[b.row.status] - importance[a.row.status] || (b.row.finishedAt ?? 0) - (a.row.finishedAt ?? 0) || a.index - b.index,
  );
  const kept = new Set(ranked.slice(0, Math.max(0, room - 1)).map(({ index }) => index));
  return { shown: rows.filter((_, index) => kept.has(index)), hidden: rows.filter((_, index) => !kept.has(index)) };
}

function hiddenText(hidden: readonly Row[]): string {
  const counts = new Map<TaskStatus, number>();
  for (const { status } of hidden) counts.set(status, (counts.get(status) ?? 0) + 1);
  return `${hidden.length} more: ${[...counts].map(([status, count]) => `${count} ${status}`).join(', ')}`;
}
