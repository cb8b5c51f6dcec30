import type { Effect, RunEvent, RunEventBody, Step } from './event.ts';
import type { Run } from './run.ts';
import { transition } from './transition.ts';

/** One planning step in the making: records facts (and applies them at once) and collects effects. */
export type Planner = {
  readonly run: Run;
  /** Milliseconds since the epoch. */
  readonly now: number;
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
      const event = { ...body, run: run.id, seq: run.seq + 1, at: now } as RunEvent;
      transition(run, event);
      events.push(event);
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
