import type { Effect, RunEvent, RunEventBody, Step } from './event.ts';
import type { Run } from './run.ts';
import { transition } from './transition.ts';

/** One planning step in the making: records facts (and applies them at once) and collects effects. */
export class Planner {
  readonly run: Run;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly #events: RunEvent[] = [];
  readonly #effects: Effect[] = [];
  #refused: string | undefined;

  constructor(run: Run, now: number) {
    this.run = run;
    this.now = now;
  }

  /** Takes the body over. */
  record(body: Exclude<RunEventBody, { type: 'run.created' }>): void {
    // The body is completed in place, not copied: this is the most frequent allocation of a run.
    const event = body as { -readonly [key in keyof RunEvent]: RunEvent[key] };
    event.run = this.run.id;
    event.seq = this.run.seq + 1;
    event.at = this.now;
    transition(this.run, event as RunEvent);
    this.#events.push(event as RunEvent);
  }

  effect(effect: Effect): void {
    this.#effects.push(effect);
  }

  refuse(why: string): void {
    this.#refused = why;
  }

  step(): Step {
    const step = { events: this.#events, effects: this.#effects };
    return this.#refused === undefined ? step : { ...step, refused: this.#refused };
  }
}
