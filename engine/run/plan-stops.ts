// Stopping a graph: what waits is canceled at once, what runs is told to end, what has not begun stays as it is.
import type { StopReason } from './event.ts';
import type { Planner } from './planner.ts';
import { isLeaf, type NodeState, type ScopeState, type Unit } from './run.ts';

/** One look at each task of the scope. Nested graphs stop through the events recorded here. */
export function stopScopeOf(planner: Planner, scope: ScopeState): void {
  const reason = scope.stopping;
  if (reason === null) return;
  // Members of a group whose own time is up did nothing wrong themselves.
  const inner: StopReason = reason === 'timeout' ? 'stop' : reason;
  for (const node of scope.nodes) stopUnit(planner, node.unit, inner);
}

/** Hooks have no end but their own: whoever cancels a run during one means the hook. */
export function stopHooks(planner: Planner): void {
  for (const node of planner.run.hooks.nodes) stopUnit(planner, node.unit, 'cancel');
}

export function stopItemsOf(planner: Planner, node: NodeState): void {
  const reason = node.unit.stopping;
  if (reason === null || !node.items) return;
  for (const unit of node.items.units) {
    if (unit) stopUnit(planner, unit, reason);
  }
  planner.run.agenda.push({ kind: 'items', node });
}

function stopUnit(planner: Planner, unit: Unit, reason: StopReason): void {
  const { path, attempt, status } = unit;
  if (status === 'queued') planner.record({ type: 'task.canceled', path, attempt });
  else if (status === 'waiting') {
    if (unit.waiting?.kind === 'call') planner.effect({ type: 'cancel call', run: unit.waiting.run });
    planner.record({ type: 'task.canceled', path, attempt });
  } else if (status === 'running' && (unit.stopping === null || unit.stopping === 'timeout')) {
    const wasAborted = unit.stopping !== null;
    planner.record({ type: 'task.stopping', path, attempt, reason });
    if (isLeaf(unit) && !wasAborted) planner.effect({ type: 'abort', path, attempt, reason });
  }
}
