// Decides what happens next in a run. No clock, no randomness, no I/O: the same code runs live, at recovery and in the simulator.
import type { Report, Step } from './event.ts';
import { settleAgenda } from './plan-agenda.ts';
import { offerQueued } from './plan-offers.ts';
import { applyReport } from './plan-reports.ts';
import { fireTimer } from './plan-timers.ts';
import { Planner } from './planner.ts';
import type { Run } from './run.ts';

/** Takes in one report and decides everything that follows from it at `now` (milliseconds since the epoch). */
export function advance(run: Run, report: Report, now: number): Step {
  const planner = new Planner(run, now);
  // What is due may keep a task from starting; a start and the order to end it must not come in one step.
  if (report.type === 'started') fireTimers(planner);
  applyReport(planner, report);
  if (!leavesTimers(report)) fireTimers(planner);
  settle(planner);
  return planner.step();
}

/** Decides what is due at `now` without news: after a replay, or because a timer fired. */
export function plan(run: Run, now: number): Step {
  const planner = new Planner(run, now);
  fireTimers(planner);
  settle(planner);
  return planner.step();
}

/** When `plan` must be called again though nothing else happens, in milliseconds since the epoch. */
export function nextWake(run: Run): number | null {
  return run.phase === 'finished' ? null : (run.timers.next?.at ?? null);
}

/** After a restart the time may be up for attempts that nothing runs any more: all of these are reported before anything is due. */
function leavesTimers({ type }: Report): boolean {
  return type === 'started' || type === 'interrupted';
}

/** One by one, in their order: what follows from one may be that the next means nothing any more. */
function fireTimers(planner: Planner): void {
  while (fireTimer(planner)) settleAgenda(planner);
}

/** Each pass deals with everything the pass before brought up; a finite graph ends it. */
function settle(planner: Planner): void {
  const { run } = planner;
  while (run.agenda.length > 0 || (run.toOffer.length > 0 && !run.isPaused)) {
    settleAgenda(planner);
    if (!run.isPaused) offerQueued(planner);
  }
}
