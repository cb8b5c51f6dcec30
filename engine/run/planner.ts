import type { Effect, RunEvent, RunEventBody, Step } from './event.ts';
import type { Run } from './run.ts';
import { transition } from './transition.ts';

/** One planning step in the making: records facts (and applies them at once) and collects effects. */
export type Planner = {
  readonly run: Run;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Takes the body over. */
  readonly record: (body: Exclude<RunEventBody, { type: 'run.created' }>) => void;
  readonly effect: (effect: Effect) => void;
  readonly refuse: (why: string) => void;
  readonly step: () => Step;
};

export function createPlanner(run: Run, now: number): Planner {
  const events: RunEvent[] = [];
  const effects: Effect[] = [];
  let refused: string | undefined;
  return {
    run,
    now,
    record: (body) => {
      // The body is completed in place, not copied: this is the most frequent allocation of a run.
      const event = body as { -readonly [key in keyof RunEvent]: RunEvent[key] };
      event.run = run.id;
      event.seq = run.seq + 1;
      event.at = now;
      transition(run, event as RunEvent);
      events.push(event as RunEvent);
    },
    effect: (effect) => {
      effects.push(effect);
    },
    refuse: (why) => {
      refused = why;
    },
    step: () => (refused === undefined ? { events, effects } : { events, effects, refused }),
  };
}
