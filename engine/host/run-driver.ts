// The one place where runs move: takes in reports, lets the planner decide, records what happened, and hands out what is to be done.
import type { Clock } from '../ports.ts';
import type { Dispatcher, SlotRequest } from '../run/dispatch.ts';
import type { Effect, Report, RunEvent, Step } from '../run/event.ts';
import { advance, plan } from '../run/plan.ts';
import { type LiveRun, tell } from './live-run.ts';
import type { Outbox } from './outbox.ts';
import type { Timers } from './timers.ts';
import type { WorkLoop } from './work-loop.ts';
import { WorkQueue } from './work-queue.ts';

type Done = (step: Step) => void;
type Work =
  | { readonly live: LiveRun; readonly report: Report; readonly done: Done | undefined }
  | { readonly live: LiveRun; readonly effect: Effect }
  /** Something is due. */
  | { readonly live: LiveRun };

/** What the driver moves; they know the driver, so it learns of them when everything is assembled. */
export type DriverParts = {
  readonly clock: Clock;
  readonly dispatcher: Dispatcher;
  readonly outbox: Outbox;
  readonly timers: Timers;
  readonly loop: WorkLoop;
  readonly liveRun: (id: string) => LiveRun | undefined;
  readonly perform: (live: LiveRun, effect: Effect) => void;
  readonly startAttempt: (live: LiveRun, path: string) => void;
  readonly onBroken: (live: LiveRun, thrown: unknown) => void;
};

export class RunDriver {
  readonly #parts: () => DriverParts;
  readonly #queue = new WorkQueue<Work>();
  #isGranting = true;
  #isHeld = false;
  #closed: string | null = null;

  constructor(parts: () => DriverParts) {
    this.#parts = parts;
  }

  /** `done` learns what came of it, in the same turn. */
  post(live: LiveRun, report: Report, done?: Done): void {
    if (this.#closed !== null) return done?.(refusal(this.#closed));
    this.#queue.push({ live, report, done });
    this.#parts().loop.wake();
  }

  /** Plans without news: after a replay, or because time has passed. */
  postDue(live: LiveRun): void {
    this.#queue.push({ live });
    this.#parts().loop.wake();
  }

  /** The engine stops: no further attempt begins, while what ends is still taken in. */
  stopGranting(): void {
    this.#isGranting = false;
  }

  /** Nothing can be recorded for now: no further attempt begins. */
  holdGranting(): void {
    this.#isHeld = true;
  }

  goOnGranting(): void {
    this.#isHeld = false;
    this.#parts().loop.wake();
  }

  /** Nothing more is done for the run. */
  abandon(live: LiveRun): void {
    const { dispatcher } = this.#parts();
    live.isBroken = true;
    for (const attempt of live.attempts.values()) attempt.abort();
    for (const request of live.held.values()) dispatcher.release(request);
    live.held.clear();
  }

  /** Nothing is taken in any more: whoever waits for an answer, now or later, is refused. */
  close(why: string): void {
    this.#closed ??= why;
    for (let work = this.#queue.take(); work; work = this.#queue.take()) {
      if ('report' in work) work.done?.(refusal(this.#closed));
    }
  }

  /** Does one thing; false when there is nothing to do. Never recurses: whatever follows waits in the queue. */
  step(): boolean {
    const work = this.#queue.take();
    if (!work) return this.#grant();
    const { live } = work;
    if (!live.isBroken) this.#contain(live, () => this.#do(work));
    // Whoever asked must hear something.
    if (live.isBroken && 'report' in work) work.done?.(standsStill(live));
    return true;
  }

  #do(work: Work): void {
    const { live } = work;
    if ('effect' in work) this.#parts().perform(live, work.effect);
    else if ('report' in work) this.#take(live, work);
    else this.#record(live, plan(live.run, this.#parts().clock.now()));
  }

  /** What goes wrong in the planning of one run must not take the others with it. */
  #contain(live: LiveRun, work: () => void): void {
    try {
      work();
    } catch (thrown) {
      this.abandon(live);
      this.#parts().onBroken(live, thrown);
    }
  }

  #take(live: LiveRun, { report, done }: { readonly report: Report; readonly done: Done | undefined }): void {
    const step = this.#advance(live, report);
    done?.(step);
  }

  /** Gives a free slot to the best request that fits. */
  #grant(): boolean {
    const { dispatcher, liveRun, startAttempt } = this.#parts();
    const request = this.#isGranting && !this.#isHeld ? dispatcher.next() : null;
    if (!request) return false;
    const live = liveRun(request.run);
    if (!live || live.isBroken) dispatcher.release(request);
    else this.#contain(live, () => this.#begin(live, request, startAttempt));
    return true;
  }

  #begin(live: LiveRun, request: SlotRequest, startAttempt: DriverParts['startAttempt']): void {
    if (!this.#mayStart(live, request)) return this.#parts().dispatcher.release(request);
    live.held.set(request.path, request);
    startAttempt(live, request.path);
  }

  /** It may have been canceled, or its run paused, while it waited for the slot; or an older request of the same task came first. */
  #mayStart(live: LiveRun, request: SlotRequest): boolean {
    const { path, attempt } = request;
    try {
      return this.#advance(live, { type: 'started', path, attempt }).refused === undefined;
    } catch (thrown) {
      this.#parts().dispatcher.release(request);
      throw thrown;
    }
  }

  #advance(live: LiveRun, report: Report): Step {
    const step = advance(live.run, report, this.#parts().clock.now());
    this.#record(live, step);
    return step;
  }

  #record(live: LiveRun, { events, effects }: Step): void {
    const { outbox, perform, timers } = this.#parts();
    for (const event of events) {
      outbox.add(event, tell(live, event));
      if (live.held.size > 0) this.#freeSlot(live, event);
    }
    for (const effect of effects) {
      if (effect.type === 'abort') perform(live, effect);
      else this.#queue.push({ live, effect });
    }
    if (effects.length > 0) this.#parts().loop.wake();
    timers.watch(live);
  }

  /** A slot is free when its attempt has ended; while a task waits, it keeps the slot of its pool alone. */
  #freeSlot(live: LiveRun, event: RunEvent): void {
    const request = 'path' in event ? live.held.get(event.path) : undefined;
    if (!request) return;
    const { dispatcher } = this.#parts();
    if (event.type === 'task.waiting' && request.pool !== null) return dispatcher.wait(request);
    if (!endsSlot(event.type)) return;
    live.held.delete(request.path);
    dispatcher.release(request);
  }
}

function standsStill({ id }: LiveRun): Step {
  return refusal(`Run ${id} stands still because of an error in the engine; it goes on when the engine is started again`);
}

function refusal(refused: string): Step {
  return { events: [], effects: [], refused };
}

function endsSlot(type: RunEvent['type']): boolean {
  switch (type) {
    case 'task.succeeded':
    case 'task.failed':
    case 'task.skipped':
    case 'task.canceled':
    case 'task.interrupted':
    case 'approval.decided':
    case 'task.waiting':
      return true;
    default:
      return false;
  }
}
