// Whether a run goes on by itself.
import type { WaitingApproval } from '../../host/engine.ts';
import { hasEnded, type Run, type Unit } from '../../run/run.ts';
import { runStatus, unitsOf } from '../../run/view.ts';
import type { OpenedEngine } from '../opened-engine.ts';
import { followEvents } from './followed-run.ts';

/** A deadline this close is worth staying for: whoever decides meanwhile would be turned away by the directory's lock. */
const nearMs = 60_000;

/** What only a person can end: an approval, or a breakpoint that a task waits at. */
export type Hold =
  | { readonly type: 'approval'; readonly approval: WaitingApproval }
  | { readonly type: 'breakpoint'; readonly run: string; readonly path: string };

/**
 * What a waiting run stands still at, runs it called included. Null when it will soon go on without anybody: a time comes, or an approval
 * runs out. A deadline far off counts on while nothing runs, and is kept when the run goes on.
 */
export async function pendingHolds(engine: OpenedEngine, run: Run): Promise<readonly Hold[] | null> {
  if (runStatus(run) !== 'waiting') return null;
  const known = await engine.approvals();
  const pending: Hold[] = [];
  for (const unit of [...unitsOf(run.root), ...unitsOf(run.hooks)]) {
    if (hasEnded(unit.status) || unit.waiting === null) continue;
    const holds = await holdsOf(engine, known, { unit, run: run.id });
    if (holds === null) return null;
    pending.push(...holds);
  }
  return pending.length > 0 ? pending : null;
}

type Place = { readonly unit: Unit; readonly run: string };

async function holdsOf(engine: OpenedEngine, known: readonly WaitingApproval[], { unit, run }: Place): Promise<readonly Hold[] | null> {
  const { waiting, path } = unit;
  if (waiting?.kind === 'breakpoint') return [{ type: 'breakpoint', run, path }];
  if (waiting?.kind === 'approval') {
    const approval = known.find((each) => each.run === run && each.path === path);
    return approval && !isNear(approval.expiresAt) ? [{ type: 'approval', approval }] : null;
  }
  return waiting?.kind === 'call' ? await holdsOfCall(engine, waiting.run) : null;
}

function isNear(deadline: number | null): boolean {
  return deadline !== null && deadline - Date.now() <= nearMs;
}

async function holdsOfCall(engine: OpenedEngine, id: string): Promise<readonly Hold[] | null> {
  const workflow = await engine.runs.definition(id);
  const called = workflow && followEvents(workflow, engine.tasks, await engine.runs.events(id));
  return called ? await pendingHolds(engine, called.run) : null;
}
