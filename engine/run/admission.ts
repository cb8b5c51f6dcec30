// Whether a run may start now, by the workflow's own limit of runs at once.
import type { Workflow } from '../workflow/schema.ts';

/** A run of the same workflow that has started and not ended. */
export type ActiveRun = { readonly id: string; readonly startedAt: number };

export type Admission =
  | { readonly type: 'start' }
  /** Start it, after canceling that run. */
  | { readonly type: 'replace'; readonly cancel: string }
  | { readonly type: 'queue' }
  | { readonly type: 'refuse'; readonly message: string };

export function admit(concurrency: Workflow['concurrency'], active: readonly ActiveRun[]): Admission {
  if (!concurrency || active.length < concurrency.limit) return { type: 'start' };
  switch (concurrency.overflow ?? 'queue') {
    case 'queue':
      return { type: 'queue' };
    case 'skip':
      return { type: 'refuse', message: `${active.length} of at most ${concurrency.limit} runs of this workflow are under way` };
    case 'cancelOldest':
      return { type: 'replace', cancel: oldest(active) };
  }
}

function oldest(active: readonly ActiveRun[]): string {
  return active.reduce((first, run) => (run.startedAt < first.startedAt ? run : first)).id;
}
