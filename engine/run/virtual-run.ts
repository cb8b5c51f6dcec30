// A run on a virtual clock: the same planner and dispatcher as live, with somebody else deciding what each attempt gives and how long it
// takes. The simulator and the tests of a workflow are made of it.
import { invariant } from '../workflow/assert.ts';
import type { JsonObject } from '../workflow/json.ts';
import { createDispatcher, type DispatchLimits, type SlotRequest } from './dispatch.ts';
import type {
  AttemptOutcome,
  Completed,
  Effect,
  OutputsResult,
  Prepared,
  Report,
  RunChoices,
  RunEvent,
  RunTrigger,
  Step,
} from './event.ts';
import { findUnit } from './find-unit.ts';
import { Heap } from './heap.ts';
import { advance, nextWake, plan } from './plan.ts';
import type { Program } from './program.ts';
import { createRun, type Run, type Unit } from './run.ts';

/** What an attempt gives, and after how many milliseconds of virtual time. */
export type Performance = { readonly durationMs: number; readonly outcome: AttemptOutcome };

/** Stands for the world. Only `attempt` may take real time. */
export type World = {
  readonly prepare: (run: Run, unit: Unit) => Prepared;
  readonly attempt: (run: Run, unit: Unit, nowMs: number) => Performance | Promise<Performance>;
  readonly complete: (run: Run, unit: Unit) => Completed;
  readonly outputs: (run: Run) => OutputsResult;
};

export type VirtualRunOptions = {
  readonly program: Program;
  readonly world: World;
  readonly limits: DispatchLimits;
  readonly inputs?: JsonObject;
  readonly vars?: JsonObject;
  readonly trigger?: RunTrigger;
  /** A run that stands at a breakpoint goes no further by itself. */
  readonly choices?: RunChoices;
  /** Virtual epoch milliseconds at which the run begins. */
  readonly startAt?: number;
};

export type VirtualRun = { readonly run: Run; readonly events: readonly RunEvent[] };

/** Runs to the end, or to the point where nothing happens any more without somebody from outside. Yields what it must wait for. */
export function* driveVirtualRun(options: VirtualRunOptions): Generator<Promise<Performance>, VirtualRun, Performance> {
  const driver = beginVirtualRun(options);
  driver.report({ type: 'start' });
  do {
    for (let request = driver.next(); request; request = driver.next()) {
      const performance = driver.attempt(request);
      driver.schedule(request, performance instanceof Promise ? yield performance : performance);
    }
  } while (driver.moveOn());
  return { run: driver.run, events: driver.events };
}

/** For worlds that answer at once. */
export function runVirtually(options: VirtualRunOptions): VirtualRun {
  const steps = driveVirtualRun(options);
  const first = steps.next();
  invariant(first.done, 'an attempt of a simulation answers at once');
  return first.value;
}

/** For worlds whose attempts may take real time. */
export async function runVirtuallyAsync(options: VirtualRunOptions): Promise<VirtualRun> {
  const steps = driveVirtualRun(options);
  for (let step = steps.next(); ; step = steps.next(await step.value)) {
    if (step.done) return step.value;
  }
}

type Ending = { readonly at: number; readonly order: number; readonly request: SlotRequest; readonly outcome: AttemptOutcome };

const defaultStart = Date.UTC(2026, 0, 1);

export function beginVirtualRun({
  program,
  world,
  limits,
  inputs,
  vars,
  trigger,
  choices,
  startAt = defaultStart,
}: VirtualRunOptions): VirtualDriver {
  const created: RunEvent = {
    type: 'run.created',
    run: 'virtual',
    seq: 1,
    at: startAt,
    workflow: program.workflow.id,
    definition: '',
    inputs: inputs ?? {},
    vars: vars ?? {},
    environment: null,
    trigger: trigger ?? { kind: 'manual' },
    ...choices,
  };
  return new VirtualDriver({ run: createRun(program, created), events: [created] }, { world, limits, now: startAt });
}

/** The loop's moving parts, one step at a time. It can also go on with a run that was replayed. */
export class VirtualDriver {
  readonly run: Run;
  readonly events: RunEvent[];
  readonly #world: World;
  readonly #dispatcher;
  readonly #endings = new Heap<Ending>((a, b) => a.at < b.at || (a.at === b.at && a.order < b.order));
  /** Slots that are taken, by path; a task has one attempt at a time. */
  readonly #held = new Map<string, SlotRequest>();
  #now: number;
  #order = 0;

  constructor({ run, events }: VirtualRun, { world, limits, now }: { world: World; limits: DispatchLimits; now: number }) {
    this.run = run;
    this.events = [...events];
    this.#world = world;
    this.#dispatcher = createDispatcher(limits);
    this.#now = now;
  }

  /** How many attempts hold a slot, and how many want one. */
  get load(): { readonly running: number; readonly queued: number } {
    return { running: this.#dispatcher.running, queued: this.#dispatcher.queued };
  }

  report(report: Report): Step {
    const step = advance(this.run, report, this.#now);
    this.#take(step);
    return step;
  }

  /** The next attempt that has a slot and may start. */
  next(): SlotRequest | null {
    for (let request = this.#dispatcher.next(); request; request = this.#dispatcher.next()) {
      const step = this.report({ type: 'started', path: request.path, attempt: request.attempt });
      if (step.refused === undefined) {
        this.#held.set(request.path, request);
        return request;
      }
      this.#dispatcher.release(request);
    }
    return null;
  }

  attempt(request: SlotRequest): Performance | Promise<Performance> {
    return this.#world.attempt(this.run, this.#unit(request.path), this.#now);
  }

  schedule(request: SlotRequest, { durationMs, outcome }: Performance): void {
    this.#order += 1;
    this.#endings.push({ at: this.#now + durationMs, order: this.#order, request, outcome });
  }

  /** Moves the clock to what happens next; false when nothing does. */
  moveOn(): boolean {
    if (this.run.phase === 'finished') return false;
    const ending = this.#endings.first;
    const wake = nextWake(this.run);
    if (ending && (wake === null || ending.at <= wake)) {
      this.#endings.pop();
      this.#now = Math.max(this.#now, ending.at);
      const { path, attempt } = ending.request;
      this.report({ type: 'outcome', path, attempt, outcome: ending.outcome });
      return true;
    }
    if (wake === null) return false;
    this.#now = Math.max(this.#now, wake);
    this.replan();
    return true;
  }

  /** Decides what is due now: after a replay, or when the clock has moved. */
  replan(): void {
    this.#take(plan(this.run, this.#now));
  }

  #unit(path: string): Unit {
    const unit = findUnit(this.run, path);
    invariant(unit, `the run has a task ${path}`);
    return unit;
  }

  /** Effects can bring up further reports, whose effects come after: a list, not recursion. */
  #take(first: Step): void {
    const steps = [first];
    for (const step of steps) {
      for (const event of step.events) this.#note(event);
      for (const effect of step.effects) {
        const report = this.#perform(effect);
        if (report) steps.push(advance(this.run, report, this.#now));
      }
    }
  }

  #note(event: RunEvent): void {
    this.events.push(event);
    if (!('path' in event)) return;
    if (event.type === 'task.started' || event.type === 'task.stopping') return;
    const request = this.#held.get(event.path);
    // A task that waits keeps the slot of its pool alone.
    if (event.type === 'task.waiting' && request && request.pool !== null) this.#dispatcher.wait(request);
    else this.#release(event.path);
  }

  #release(path: string): void {
    const request = this.#held.get(path);
    if (!request) return;
    this.#held.delete(path);
    this.#dispatcher.release(request);
  }

  #perform(effect: Effect): Report | null {
    switch (effect.type) {
      case 'prepare':
        return { type: 'prepared', path: effect.path, result: this.#world.prepare(this.run, this.#unit(effect.path)) };
      case 'ready':
        this.#dispatcher.offer({ run: this.run.id, ...effect });
        return null;
      case 'complete':
        return { type: 'completed', path: effect.path, result: this.#world.complete(this.run, this.#unit(effect.path)) };
      case 'outputs':
        return { type: 'outputs', result: this.#world.outputs(this.run) };
      case 'abort': {
        const failure = { kind: 'user', code: 'aborted', message: 'The attempt was ended' } as const;
        return { type: 'outcome', path: effect.path, attempt: effect.attempt, outcome: { type: 'failed', failure } };
      }
      case 'cancel call':
      case 'finished':
        return null;
    }
  }
}
