// Whether a run goes on by itself.
import type { WaitingApproval } from '../../host/engine.ts';
import { hasEnded, isLeaf, type Run, type Unit } from '../../run/run.ts';
import { runStatus, unitsOf } from '../../run/view.ts';
import type { OpenedEngine } from '../opened-engine.ts';
import { followEvents } from './followed-run.ts';

/** A deadline this close is worth staying for: whoever decides meanwhile would be turned away by the directory's lock. */
const nearMs = 60_000;

/**
 * The decisions without which a waiting run stands still, those of runs it called included. Null when it will soon go on without anybody:
 * a time comes, or an approval runs out. A deadline far off counts on while nothing runs, and is kept when the run goes on.
 */
export async function pendingApprovals(engine: OpenedEngine, run: Run): Promise<readonly WaitingApproval[] | null> {
  if (runStatus(run) !== 'waiting') return null;
  const known = await engine.approvals();
  const pending: WaitingApproval[] = [];
  for (const unit of [...unitsOf(run.root), ...unitsOf(run.hooks)]) {
    if (!isLeaf(unit) || hasEnded(unit.status) || unit.waiting === null) continue;
    const approvals = await approvalsOf(engine, known, { unit, run: run.id });
    if (approvals === null) return null;
    pending.push(...approvals);
  }
  return pending.length > 0 ? pending : null;
}

type Place = { readonly unit: Unit; readonly run: string };

async function approvalsOf(
  engine: OpenedEngine,
  known: readonly WaitingApproval[],
  { unit, run }: Place,
): Promise<readonly WaitingApproval[] | null> {
  const { waiting } = unit;
  if (waiting?.kind === 'approval') {
    const approval = known.find((each) => each.run === run && each.path === unit.path);
    return approval && !isNear(approval.expiresAt) ? [approval] : null;
  }
  return waiting?.kind === 'call' ? await approvalsOfCall(engine, waiting.run) : null;
}

function isNear(deadline: number | null): boolean {
  return deadline !== null && deadline - Date.now() <= nearMs;
}

async function approvalsOfCall(engine: OpenedEngine, id: string): Promise<readonly WaitingApproval[] | null> {
  const workflow = await engine.runs.definition(id);
  const called = workflow && followEvents(workflow, engine.tasks, await engine.runs.events(id));
  return called ? await pendingApprovals(engine, called.run) : null;
}
