import { useCallback, useSyncExternalStore } from 'react';
import type { Task } from '../../../engine/workflow/schema.ts';
import type { TaskState } from '../../run-state/run-state.ts';
import { useCanvas } from '../canvas-context.ts';
import { groupProgress } from '../graph/group-progress.ts';

const none: readonly string[] = [];

/** How far a group is: its items, where it runs once per item, else its tasks. Null without a run, and where the run did not come. */
export function useGroupProgress(path: string, { tasks }: Task, state: TaskState | undefined): TaskState['items'] {
  const { taskStates } = useCanvas();
  const isCounted = state !== undefined && hasBegun(state) && state.items === null && tasks !== undefined;
  const subscribe = useCallback(
    (listener: () => void) => {
      const members = isCounted ? Object.keys(tasks).map((id) => `${path}.${id}`) : none;
      const ends = members.flatMap((member) => taskStates?.subscribe(member, listener) ?? []);
      return () => {
        for (const end of ends) end();
      };
    },
    [taskStates, path, tasks, isCounted],
  );
  // A text, because equal counts must be the same thing.
  const counted = useSyncExternalStore(subscribe, () => {
    if (!isCounted) return '';
    return groupProgress(Object.keys(tasks).map((id) => taskStates?.get(`${path}.${id}`))).join(' ');
  });
  if (state?.items || counted === '') return state?.items ?? null;
  const [count = 0, succeeded = 0, failed = 0] = counted.split(' ').map(Number);
  return { count, succeeded, failed };
}

function hasBegun({ status }: TaskState): boolean {
  return status !== 'pending' && status !== 'skipped';
}
