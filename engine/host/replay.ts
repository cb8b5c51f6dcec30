import type { RunEvent } from '../run/event.ts';
import type { Program } from '../run/program.ts';
import { createRun, type Run } from '../run/run.ts';
import { transition } from '../run/transition.ts';

/** The state that a run's events lead to. Throws when they do not fit together. */
export function replay(program: Program, events: readonly RunEvent[]): Run {
  const [created, ...rest] = events;
  if (!created) throw new Error('Broken invariant: a run has at least one event');
  const run = createRun(program, created);
  for (const event of rest) transition(run, event);
  return run;
}
