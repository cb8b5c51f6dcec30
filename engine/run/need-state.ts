// The three states of a resolved need.
import { assertNever } from '../workflow/assert.ts';
import type { Unit } from './run.ts';

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
