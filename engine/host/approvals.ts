import { unitsOf } from '../run/view.ts';
import type { WaitingApproval } from './engine.ts';
import type { LiveRun } from './live-run.ts';

/** What waits for a decision, over all runs, as far as that is on disk. */
export function listApprovals(runs: Iterable<LiveRun>): readonly WaitingApproval[] {
  const found: WaitingApproval[] = [];
  for (const { id, run, events, durable } of runs) {
    if (run.waiting === 0 || run.phase === 'finished') continue;
    const unwritten = new Set(events.slice(durable).map((event) => (event.type === 'task.waiting' ? event.path : null)));
    for (const scope of [run.root, run.hooks]) {
      for (const { path, waiting } of unitsOf(scope)) {
        if (waiting?.kind !== 'approval' || unwritten.has(path)) continue;
        const { title, message, form, approvers, expiresAt = null } = waiting;
        found.push({ run: id, workflow: run.created.workflow, path, title, message, form, approvers, expiresAt });
      }
    }
  }
  return found;
}
