// When a task starts: the three states of a need, and what each join makes of them.
import { assertNever } from '../workflow/assert.ts';
import type { SkipReason } from './event.ts';
import type { NodeState, Unit } from './run.ts';

export type NeedState = 'met' | 'dead' | 'broken';

/**
 * State of a need on `port` of an ended task. Met: the port was reached. Dead: the task ended another way, by choice. Broken: it failed,
 * was canceled, or was skipped because something before it failed, and the need did not ask for that.
 */
export function needState(upstream: Unit, port: string): NeedState {
  const asksForFailure = port === 'failed' || port === 'finished';
  switch (upstream.status) {
    case 'succeeded':
      return port === 'done' || port === 'finished' || port === upstream.port ? 'met' : 'dead';
    case 'failed':
      if (asksForFailure) return 'met';
      if (upstream.node.program.toleratesFailure) return port === 'done' ? 'met' : 'dead';
      return 'broken';
    case 'skipped':
      return upstream.skip?.reason === 'upstream_failed' && !asksForFailure ? 'broken' : 'dead';
    case 'canceled':
      return 'broken';
    case 'pending':
    case 'queued':
    case 'running':
    case 'waiting':
      throw new Error(`Broken invariant: ${upstream.path} is ${upstream.status} and resolves no need`);
    default:
      return assertNever(upstream.status);
  }
}

export type JoinDecision = { readonly type: 'wait' } | { readonly type: 'start' } | { readonly type: 'skip'; readonly reason: SkipReason };

const wait: JoinDecision = { type: 'wait' };
const start: JoinDecision = { type: 'start' };

/**
 * Decides by counts alone, so each resolved need costs the same however many there are. Only `any` decides before every need is resolved:
 * what the others decide must not depend on the order in which independent tasks end.
 */
export function decideJoin(node: NodeState): JoinDecision {
  const { join, needs } = node.program;
  if (join === 'any' && node.met > 0) return start;
  if (node.unresolved > 0) return wait;
  if (needs.length === 0) return start;
  switch (join) {
    case 'default':
      return node.broken === 0 && node.met > 0 ? start : skip(node);
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
