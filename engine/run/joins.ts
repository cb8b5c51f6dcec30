// When a task starts: what each join makes of the states of its needs.
import { assertNever } from '../workflow/assert.ts';
import { isExcused } from './blame.ts';
import type { SkipReason } from './event.ts';
import { type NeedState, needState } from './need-state.ts';
import type { NodeState } from './run.ts';

export type JoinDecision = { readonly type: 'wait' } | { readonly type: 'start' } | { readonly type: 'skip'; readonly reason: SkipReason };

const wait: JoinDecision = { type: 'wait' };
const start: JoinDecision = { type: 'start' };

/**
 * Decides by counts, so each resolved need costs the same however many there are; only a mixed end asks for more. Only `any` decides before every need is resolved:
 * what the others decide must not depend on the order in which independent tasks end.
 */
export function decideJoin(node: NodeState): JoinDecision {
  const { join, needs } = node.program;
  if (join === 'any' && node.met > 0) return start;
  if (node.unresolved > 0) return wait;
  if (needs.length === 0) return start;
  switch (join) {
    case 'default':
      return node.met > 0 && (node.broken === 0 || isExcused(node)) ? start : skip(node);
    case 'all':
      return node.met === needs.length ? start : skip(node);
    case 'any':
      return skip(node);
    case 'always':
      return start;
    default:
      return assertNever(join);
  }
}

function skip(node: NodeState): JoinDecision {
  return { type: 'skip', reason: node.broken > 0 ? 'upstream_failed' : 'not_reached' };
}

const needsNamed = 10;

/** The needs that kept a task from starting, in the order they are written, at most ten. */
export function decidingNeeds(node: NodeState, reason: SkipReason): readonly string[] {
  const wanted: NeedState = reason === 'upstream_failed' ? 'broken' : 'dead';
  const found: string[] = [];
  for (const need of node.program.needs) {
    const upstream = node.scope.nodes[need.from];
    if (upstream && needState(upstream.unit, need.port) === wanted) found.push(need.text);
    if (found.length === needsNamed) break;
  }
  return found;
}
