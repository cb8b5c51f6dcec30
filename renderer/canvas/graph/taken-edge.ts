import type { TaskState } from '../../run-state/run-state.ts';

/** Whether a run went along an edge: its port was reached, and what needs it was not passed over. */
export function isTaken(port: string, source: TaskState | undefined, target: TaskState | undefined): boolean {
  if (!source || !target || target.status === 'pending' || target.status === 'skipped') return false;
  return isReached(port, source);
}

export function isReached(port: string, { status, port: reached }: TaskState): boolean {
  if (port === 'finished') return status === 'succeeded' || status === 'failed';
  if (port === 'failed') return status === 'failed';
  if (status !== 'succeeded') return false;
  return port === 'done' || port === reached;
}
