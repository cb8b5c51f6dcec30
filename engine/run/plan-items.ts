// The items of a task with `each`: which start next, and how the task ends.
import type { Failure } from '../workflow/failure.ts';
import { userFailure } from '../workflow/failure.ts';
import { isAtBreakpoint } from './breakpoints.ts';
import { openItem } from './find-unit.ts';
import type { Planner } from './planner.ts';
import { type Items, type NodeState, toleratesItemFailure, type Unit } from './run.ts';

export function continueItems(planner: Planner, node: NodeState): void {
  const { items, unit } = node;
  if (!items || unit.status !== 'running') return;
  const concurrency = node.program.task.each?.concurrency ?? 1;
  while (items.active < concurrency && mayOpen(node, items)) openItem(planner.run, node, nextIndex(items));
  if (items.active === 0 && !mayOpen(node, items)) endItems(planner, node, items);
}

/** Items that were opened and have not begun do not start after another one has failed. One look at each, once per task. */
export function withdrawItems(planner: Planner, { items }: NodeState): void {
  for (const unit of items?.units ?? []) {
    if (unit && isUnbegun(unit)) planner.record({ type: 'task.canceled', path: unit.path, attempt: unit.attempt });
  }
}

/** It waits for a slot, or at a breakpoint. */
function isUnbegun(unit: Unit): boolean {
  return (unit.status === 'queued' && unit.firstStartedAt === null) || isAtBreakpoint(unit);
}

function mayOpen(node: NodeState, items: Items): boolean {
  if (node.unit.stopping !== null || node.scope.stopping !== null) return false;
  if (items.failed > 0 && !toleratesItemFailure(node)) return false;
  return items.gaps.size > 0 || items.next < items.count;
}

function nextIndex(items: Items): number {
  for (const gap of items.gaps) return gap;
  return items.next;
}

function endItems(planner: Planner, node: NodeState, items: Items): void {
  const { path, attempt, stopping } = node.unit;
  const failure = items.failed > 0 ? itemsFailure(node, items) : null;
  if (stopping !== null || node.scope.stopping !== null) planner.record({ type: 'task.canceled', path, attempt });
  else if (failure && !toleratesItemFailure(node)) planner.record({ type: 'task.failed', path, attempt, failure });
  else planner.record({ type: 'task.succeeded', path, attempt, output: { kind: 'items' }, ...(failure ? { failure } : {}) });
}

const failuresListed = 100;

/** Names the first failed item in full and lists the others, at most a hundred, so that a workflow can act on them. */
function itemsFailure(node: NodeState, items: Items): Failure {
  const index = items.firstFailed ?? 0;
  const first = items.units[index]?.failure;
  const name = items.keys?.[index] === undefined ? `${index}` : `${index} (${items.keys[index]})`;
  const summary = items.failed === 1 ? `Item ${name}` : `${items.failed} of ${items.count} items of`;
  const message = `${summary} ${items.failed === 1 ? `of \`${node.unit.path}\`` : `\`${node.unit.path}\``} failed: ${first?.message ?? ''}`;
  return {
    ...userFailure('item_failed', message, { failed: items.failed, count: items.count, items: listFailures(items) }),
    ...(first ? { cause: first } : {}),
  };
}

function listFailures(items: Items) {
  const listed: { index: number; key: string | null; code: string; message: string }[] = [];
  for (const unit of items.units) {
    if (listed.length === failuresListed) break;
    if (!unit || unit.item === null || unit.status !== 'failed') continue;
    const { code, message } = unit.failure ?? { code: 'failed', message: 'Failed' };
    listed.push({ index: unit.item, key: items.keys?.[unit.item] ?? null, code, message });
  }
  return listed;
}
