// What becomes of a task that may go on: skipped, taken over from another run, prepared, held at a breakpoint, begun as a group, or offered
// for a slot.
import { isSelected } from './choices.ts';
import type { ReusedResult } from './event.ts';
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
  const taken = takenResult(planner, unit);
  if (!isSelected(planner.run, program)) planner.record({ type: 'task.skipped', path, reason: 'not_selected' });
  else if (program.task.disabled) planner.record({ type: 'task.skipped', path, reason: 'disabled' });
  else if (taken) planner.record({ type: 'task.succeeded', path, attempt: unit.attempt, ...taken });
  else if (program.needsPreparation && !unit.prepared) ask(planner, unit, 'prepare');
  else if (isHeld(planner, unit)) planner.record({ type: 'task.waiting', path, attempt: unit.attempt, cause: { kind: 'breakpoint' } });
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

function isHeld({ run }: Planner, unit: Unit): boolean {
  return run.choices !== null && !unit.passedBreakpoint && run.choices.breakpoints.has(unit.node.program);
}

/** A pinned result stands for the task however often it would run; that of another run for what had happened there. */
function takenResult({ run }: Planner, unit: Unit) {
  const pinned = run.choices?.pinned.get(unit.node.program);
  if (pinned) return { from: 'pin', ...resultOf(pinned) } as const;
  const { reused } = run.created;
  if (!reused || !Object.hasOwn(reused, unit.path) || !isFirstGeneration(unit)) return null;
  return { from: 'rerun', ...resultOf(reused[unit.path] as ReusedResult) } as const;
}

function resultOf({ output, port }: ReusedResult): ReusedResult {
  return port === undefined ? { output } : { output, port };
}

/** A group that is tried again is tried as a whole: results of another run count only at its first attempt. */
function isFirstGeneration(unit: Unit): boolean {
  for (let { owner } = unit.node.scope; owner; { owner } = owner.node.scope) {
    if (owner.attempt - owner.attemptsBefore > 1) return false;
  }
  return true;
}
