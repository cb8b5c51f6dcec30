import { useCallback, useSyncExternalStore } from 'react';
import type { TaskState } from '../../run-state/run-state.ts';
import { useCanvas } from '../canvas-context.ts';

const nothing = () => {};

/** What became of one task in the run that is shown; undefined without a run. */
export function useTaskState(path: string): TaskState | undefined {
  const { taskStates } = useCanvas();
  const subscribe = useCallback((listener: () => void) => taskStates?.subscribe(path, listener) ?? nothing, [taskStates, path]);
  return useSyncExternalStore(subscribe, () => taskStates?.get(path));
}
