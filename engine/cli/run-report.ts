// What a person is told when a run has ended or stands still.
import type { WaitingApproval } from '../host/engine.ts';
import type { LogLine } from '../ports.ts';
import type { RunRecord, TaskRecord } from '../run/view.ts';
import { formatDuration } from '../workflow/duration.ts';
import type { Failure } from '../workflow/failure.ts';
import type { OpenedEngine } from './opened-engine.ts';
import { paintStatus, statusIcons } from './terminal/status.ts';
import type { Style } from './terminal/style.ts';
import { oneLine, plainText } from './terminal/text.ts';
import { clock } from './watch/rows.ts';
import type { Hold } from './watch/stuck-run.ts';

const shownFailures = 5;
const logTail = 10;

/** `✔ run r1 of orders succeeded in 1.2s: 4 succeeded, 1 skipped`. */
export function summaryLine(record: RunRecord, style: Style): string {
  const counts = new Map<string, number>();
  for (const [path, task] of Object.entries(record.tasks)) {
    if (!/[.[@]/.test(path)) counts.set(task.status, (counts.get(task.status) ?? 0) + 1);
  }
  const elapsed =
    record.startedAt && record.finishedAt ? ` in ${formatDuration(Date.parse(record.finishedAt) - Date.parse(record.startedAt))}` : '';
  const tasks = [...counts].map(([status, count]) => `${count} ${status}`).join(', ');
  const head = `${statusIcons[record.status]} run ${record.id} of ${record.workflow} ${record.status}${elapsed}`;
  return `${paintStatus(record.status, head, style)}${tasks === '' ? '' : `: ${tasks}`}`;
}

/** Which tasks failed, why, what they said last, and where to look; empty when the run did not fail. */
export async function failureLines(record: RunRecord, engine: Pick<OpenedEngine, 'runs'>, style: Style): Promise<readonly string[]> {
  if (record.status !== 'failed') return record.error ? [style.warn(plainText(record.error.message))] : [];
  const failed = Object.entries(record.tasks).filter(([path, task]) => task.status === 'failed' && isOrigin(path, record));
  const lines: string[] = [];
  for (const [path, task] of failed.slice(0, shownFailures)) {
    const logs = await engine.runs.logs(record.id, { task: path });
    lines.push('', ...taskFailureLines(path, { task, logs, style }));
  }
  if (failed.length > shownFailures) lines.push('', style.dim(`… and ${failed.length - shownFailures} more failed tasks`));
  if (failed.length === 0 && record.error) lines.push('', ...causeLines(record.error, style));
  return [...lines, '', ...whereToLook(record.id)];
}

/** A group fails because a member did; the member is what to look at. */
function isOrigin(path: string, record: RunRecord): boolean {
  return !Object.entries(record.tasks).some(
    ([other, task]) => task.status === 'failed' && (other.startsWith(`${path}.`) || other.startsWith(`${path}[`)),
  );
}

type TaskFailure = { readonly task: TaskRecord; readonly logs: readonly LogLine[]; readonly style: Style };

function taskFailureLines(path: string, { task, logs, style }: TaskFailure): string[] {
  const attempts = task.attempts > 1 ? ` after ${task.attempts} attempts` : '';
  const head = `${style.bad(`${statusIcons.failed} ${path} failed${attempts}`)}`;
  const tail = logs.slice(-logTail).map((line) => `    ${style.dim(`${clock(line.at)} │`)} ${oneLine(line.text)}`);
  const above = logs.length > logTail ? [`    ${style.dim(`… ${logs.length - logTail} earlier lines`)}`] : [];
  return [
    head,
    ...(task.error ? causeLines(task.error, style) : []),
    ...(tail.length > 0 ? [`  ${style.dim('last log lines:')}`, ...above, ...tail] : []),
  ];
}

function causeLines(failure: Failure, style: Style): string[] {
  const lines = [`  ${plainText(failure.message).replaceAll('\n', '\n  ')} ${style.dim(`(${failure.code})`)}`];
  for (let cause = failure.cause; cause; cause = cause.cause)
    lines.push(`  because: ${oneLine(cause.message)} ${style.dim(`(${cause.code})`)}`);
  return lines;
}

function whereToLook(id: string): string[] {
  return [
    `Everything about it:   millrace runs show ${id}`,
    `What the tasks said:   millrace runs logs ${id}`,
    `Go on where it failed: millrace runs rerun ${id}`,
  ];
}

/** How to bring on a run that needs a person. */
export function holdLines(id: string, holds: readonly Hold[], style: Style): string[] {
  if (holds.length === 0) return [`The run is paused. Go on with: millrace runs resume ${id}`];
  const breakpoints = holds.filter(({ type }) => type === 'breakpoint').length;
  const all = breakpoints > 1 ? [`All at once: millrace runs continue ${id}`] : [];
  return [
    ...holds.flatMap((hold) => (hold.type === 'approval' ? decisionLines(hold.approval, style) : breakpointLines(hold, style))),
    ...all,
  ];
}

function decisionLines({ run, path, title, expiresAt }: WaitingApproval, style: Style): string[] {
  return [
    `${paintStatus('waiting', `${statusIcons.waiting} ${path} needs a decision:`, style)} ${oneLine(title)}`,
    `    millrace runs approve ${run} ${path}`,
    `    millrace runs approve ${run} ${path} --reject`,
    ...(expiresAt === null ? [] : [`    until ${new Date(expiresAt).toISOString()}, which counts also while nothing runs`]),
  ];
}

function breakpointLines({ run, path }: Extract<Hold, { type: 'breakpoint' }>, style: Style): string[] {
  return [
    paintStatus('waiting', `${statusIcons.waiting} ${path} waits at a breakpoint`, style),
    `    millrace runs continue ${run} ${path}`,
  ];
}
