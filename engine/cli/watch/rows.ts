// A run as the rows of a tree: what a screen would show if it were large enough.

import type { ResultOrigin } from '../../run/event.ts';
import { hasEnded, type NodeState, type Run, type ScopeState, type Unit } from '../../run/run.ts';
import { type RunStatus, runStatus } from '../../run/view.ts';
import type { TaskStatus } from '../../workflow/schema.ts';
import type { FollowedRun, LastLog } from './followed-run.ts';

export type Row = {
  readonly depth: number;
  readonly name: string;
  readonly status: TaskStatus;
  readonly attempt: number;
  readonly attempts: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly progress: Progress | null;
  /** Why it waits, how it failed, or what it said last. */
  readonly remark: string;
};

export type Progress = { readonly succeeded: number; readonly failed: number; readonly total: number };

export type RunTree = {
  readonly id: string;
  readonly workflow: string;
  readonly status: RunStatus;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly counts: { readonly [S in TaskStatus]?: number };
  readonly rows: readonly Row[];
};

export function runTree({ run, workflow, lastLogs }: FollowedRun): RunTree {
  const rows: Row[] = [];
  addScope(run.root, 0, { rows, lastLogs });
  if (run.hooks.nodes.some(({ unit }) => unit.status !== 'pending')) addScope(run.hooks, 0, { rows, lastLogs });
  return {
    id: run.id,
    workflow: workflow.name ?? workflow.id,
    status: runStatus(run),
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    counts: countTasks(run),
    rows,
  };
}

/** Tasks of the workflow itself; members of groups and items show as progress of theirs. */
function countTasks(run: Run): { readonly [S in TaskStatus]?: number } {
  const counts: { [S in TaskStatus]?: number } = {};
  for (const { unit } of run.root.nodes) counts[unit.status] = (counts[unit.status] ?? 0) + 1;
  return counts;
}

type Target = { readonly rows: Row[]; readonly lastLogs: ReadonlyMap<string, LastLog> };

function addScope(scope: ScopeState, depth: number, target: Target): void {
  const prefix = scope.program.nodes.length > 0 && scope.nodes[0]?.unit.path.startsWith('@') ? 'hook ' : '';
  for (const node of scope.nodes) {
    if (prefix !== '' && node.unit.status === 'pending') continue;
    target.rows.push(rowOf(node.unit, { name: prefix + node.program.id, depth, progress: progressOf(node), lastLogs: target.lastLogs }));
    addInside(node, depth + 1, target);
  }
}

/** Items that ended well are progress, not rows: there may be thousands. */
function addInside(node: NodeState, depth: number, target: Target): void {
  if (node.unit.body) addScope(node.unit.body, depth, target);
  for (const item of node.items?.units ?? []) {
    if (!item || item.status === 'pending' || item.status === 'queued' || (hasEnded(item.status) && item.status !== 'failed')) continue;
    const key = node.items?.keys?.[item.item ?? 0];
    const name = `[${item.item}]${key === undefined ? '' : ` ${key}`}`;
    target.rows.push(rowOf(item, { name, depth, progress: null, lastLogs: target.lastLogs }));
    if (item.body) addScope(item.body, depth + 1, target);
  }
}

function progressOf({ items, unit }: NodeState): Progress | null {
  if (items) return { succeeded: items.succeeded, failed: items.failed, total: items.count };
  if (!unit.body) return null;
  let succeeded = 0;
  let failed = 0;
  for (const member of unit.body.nodes) {
    if (member.unit.status === 'failed') failed += 1;
    else if (hasEnded(member.unit.status)) succeeded += 1;
  }
  return { succeeded, failed, total: unit.body.nodes.length };
}

type RowParts = {
  readonly name: string;
  readonly depth: number;
  readonly progress: Progress | null;
  readonly lastLogs: ReadonlyMap<string, LastLog>;
};

function rowOf(unit: Unit, { name, depth, progress, lastLogs }: RowParts): Row {
  return {
    depth,
    name,
    status: unit.status,
    attempt: unit.attempt - unit.attemptsBefore,
    attempts: unit.node.program.retry?.attempts ?? 1,
    startedAt: unit.firstStartedAt ?? unit.startedAt,
    finishedAt: unit.finishedAt,
    progress,
    remark: remarkOf(unit, lastLogs),
  };
}

function remarkOf(unit: Unit, lastLogs: ReadonlyMap<string, LastLog>): string {
  if (unit.status === 'waiting') return waitText(unit);
  if (unit.status === 'failed') return unit.failure?.message ?? '';
  if (unit.status === 'skipped') return unit.skip?.reason.replaceAll('_', ' ') ?? '';
  if (unit.status === 'running') return unit.stopping === null ? (lastLogs.get(unit.path)?.text ?? '') : 'stopping';
  return unit.from === null ? '' : `from ${originText[unit.from]}`;
}

/** Where the result of a task that did not run is from. */
export const originText: { readonly [origin in ResultOrigin]: string } = {
  cache: 'the cache',
  rerun: 'the earlier run',
  pin: 'the run it is pinned to',
};

function waitText({ waiting, failure }: Unit): string {
  switch (waiting?.kind) {
    case 'approval':
      return `needs a decision: ${waiting.title}`;
    case 'call':
      return `for run ${waiting.run} of ${waiting.workflow}`;
    case 'retry':
      return `tries again at ${clock(waiting.until)}: ${failure?.message ?? ''}`;
    case 'breakpoint':
      return 'at a breakpoint';
    case 'timer':
    case 'iteration':
      return `until ${clock(waiting.until)}`;
    default:
      return '';
  }
}

/** `2026-03-01 08:00:00` in the zone of this machine; today's instants without their date. */
export function clock(at: number, now = Date.now()): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  const date = new Date(at);
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
  return date.toDateString() === new Date(now).toDateString() ? time : `${day} ${time}`;
}
