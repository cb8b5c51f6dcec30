import type { TaskState } from './run-state.ts';

/** The states of a run's tasks as the canvas takes them: one task at a time, told apart from all others. */
export type TaskStates = {
  readonly get: (path: string) => TaskState | undefined;
  /** Calls back when the state of this task changes; gives the function that ends it. */
  readonly subscribe: (path: string, listener: () => void) => () => void;
};
