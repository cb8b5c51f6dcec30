import type { RunState, TaskState } from './run-state.ts';
import type { TaskStates } from './task-states.ts';

/** The tasks of the run that a workflow's canvas shows. A thousand listeners cost one look at each changed task. */
export function taskStatesOf({ store }: Pick<RunState, 'store'>, workflow: string): TaskStates {
  const listeners = new Map<string, Set<() => void>>();
  const tasksNow = () => store.getState().runs[workflow]?.tasks;
  let shown = tasksNow();
  let stop: (() => void) | null = null;

  function update(): void {
    const next = tasksNow();
    if (next === shown) return;
    const before = shown;
    shown = next;
    for (const [path, own] of listeners) {
      if (before?.get(path) !== next?.get(path)) for (const listener of own) listener();
    }
  }

  return {
    get: (path): TaskState | undefined => tasksNow()?.get(path),
    subscribe: (path, listener) => {
      if (stop === null) {
        shown = tasksNow();
        stop = store.subscribe(update);
      }
      const own = listeners.get(path) ?? new Set();
      listeners.set(path, own.add(listener));
      return () => {
        own.delete(listener);
        if (own.size === 0 && listeners.get(path) === own) listeners.delete(path);
        if (listeners.size > 0) return;
        stop?.();
        stop = null;
      };
    },
  };
}
