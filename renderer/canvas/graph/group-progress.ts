import type { TaskState } from '../../run-state/run-state.ts';

/** Of the tasks of a group: how many there are, how many ended well (or were passed over), and how many did not. */
export function groupProgress(
  states: readonly (Pick<TaskState, 'status'> | undefined)[],
): readonly [count: number, succeeded: number, failed: number] {
  let [succeeded, failed] = [0, 0];
  for (const state of states) {
    if (state?.status === 'succeeded' || state?.status === 'skipped') succeeded += 1;
    else if (state?.status === 'failed' || state?.status === 'canceled') failed += 1;
  }
  return [states.length, succeeded, failed];
}
