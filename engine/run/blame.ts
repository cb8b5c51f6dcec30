// A failure that somebody took care of is a branch like any other: what was skipped because of it is no reason to stop where the way around
// it comes back.
//
//   fetch ──► store ───────┐
//     └─failed─► fallback ─┴─► report      report starts whichever way it went
//
// Only what a task's own needs tell is asked, never what else happened to run by now: the answer must not depend on the order of events.
import { needState } from './need-state.ts';
import type { NodeState } from './run.ts';

/** The failed tasks because of which a task is skipped; shared with the task before it where they are the same. */
export function blameOf(node: NodeState): readonly NodeState[] {
  const blamed = node.program.needs.flatMap((need): readonly (readonly NodeState[])[] => {
    const upstream = node.scope.nodes[need.from] as NodeState;
    return needState(upstream.unit, need.port) === 'broken' ? [upstream.blame ?? [upstream]] : [];
  });
  return union(blamed);
}

/** The failed tasks whose failure a task, or something it stands on, took care of. */
export function curesOf(node: NodeState): readonly NodeState[] {
  // What an `any` join stands on depends on which of its needs was first.
  if (!node.scope.hasFailure || node.program.join === 'any') return [];
  return curesOfNeeds(node);
}

function curesOfNeeds(node: NodeState): readonly NodeState[] {
  const cured = node.program.needs.flatMap((need): readonly (readonly NodeState[])[] => {
    const upstream = node.scope.nodes[need.from] as NodeState;
    if (needState(upstream.unit, need.port) !== 'met') return [];
    const own = upstream.unit.status === 'failed' && need.port !== 'done' ? [[upstream]] : [];
    return [...own, upstream.cures];
  });
  return union(cured);
}

/**
 * Whether every broken need of a task is a task that was skipped because of failures that its other needs took care of. A need on a failed
 * task itself is never excused.
 */
export function isExcused(node: NodeState): boolean {
  const cured = new Set(curesOfNeeds(node));
  if (cured.size === 0) return false;
  return node.program.needs.every((need) => {
    const upstream = node.scope.nodes[need.from] as NodeState;
    if (needState(upstream.unit, need.port) !== 'broken') return true;
    return upstream.blame?.every((failed) => cured.has(failed)) ?? false;
  });
}

function union(lists: readonly (readonly NodeState[])[]): readonly NodeState[] {
  const filled = lists.filter((list) => list.length > 0);
  if (filled.length <= 1) return filled[0] ?? [];
  return [...new Set(filled.flat())];
}
