import type { Processes } from '../ports.ts';

/** `ended` resolves when nothing runs any more that was started so far. */
export type RunningProcesses = { readonly processes: Processes; readonly ended: () => Promise<void> };

/** Knows what runs, so that a stopping engine leaves no program behind. */
export function trackProcesses(processes: Processes): RunningProcesses {
  const running = new Set<Promise<unknown>>();
  return {
    processes: {
      ...processes,
      run: (request) => {
        const run = processes.run(request);
        running.add(run);
        return run.finally(() => running.delete(run));
      },
    },
    ended: async () => {
      await Promise.allSettled(running);
    },
  };
}
