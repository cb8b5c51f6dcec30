// What becomes of a task that may go on: skipped, taken over from another run, prepared, begun as a group, or offered for a slot.
import type { Planner } from './planner.ts';
import type { Unit } from './run.ts';

export function offerQueued(planner: Planner): void {
  const { run } = planner;
  const units = run.toOffer;
  run.toOffer = [];
  for (const unit of units) {
    if (unit.status === 'queued' && !unit.asked) offer(planner, unit);
  }
}

function offer(planner: Planner, unit: Unit): void {
  const { path, node } = unit;
  const { program } = node;
  const reused = reusedResult(planner, unit);
  if (program.task.disabled) planner.record({ type: 'task.skipped', path, reason: 'disabled' });
  else if (reused) planner.record({ type: 'task.succeeded', path, attempt: unit.attempt, from: 'rerun', ...reused });
  else if (program.needsPreparation && !unit.prepared) ask(planner, unit, 'prepare');
  else if (program.body) planner.record({ type: 'task.started', path, attempt: unit.attempt + 1 });
  else ask(planner, unit, 'ready');
}

function ask(planner: Planner, unit: Unit, type: 'prepare' | 'ready'): void {
  const { path, attempt } = unit;
  const { pool, priority } = unit.node.program;
  unit.asked = true;
  if (type === 'prepare') planner.effect({ type, path });
  else planner.effect({ type, path, attempt: attempt + 1, pool, priority });
}

function reusedResult(planner: Planner, unit: Unit) {
  const { reused } = planner.run.created;
  return reused && Object.hasOwn(reused, unit.path) && isFirstGeneration(unit) ? reused[unit.path] : undefined;
}

/** A group that is tried again is tried as a whole: results of another run count only at its first attempt. */
function isFirstGeneration(unit: Unit): boolean {
  for (let { owner } = unit.node.scope; owner; { owner } = owner.node.scope) {
    if (owner.attempt - owner.attemptsBefore > 1) return false;
  }
  return true;
}
