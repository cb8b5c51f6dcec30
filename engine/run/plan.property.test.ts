import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Workflow } from '../workflow/schema.ts';
import { arbitraryWorkflow } from '../workflow/testing/arbitraries.ts';
import { testCatalog } from '../workflow/testing/catalog.ts';
import type { RunEvent } from './event.ts';
import { findUnit } from './find-unit.ts';
import { needState } from './need-state.ts';
import { compileProgram } from './program.ts';
import { createRun, hasEnded, isLeaf, type NodeState, type Run } from './run.ts';
import { seededWorld, unlimited } from './testing/world.ts';
import { transition } from './transition.ts';
import { runRecord, unitsOf } from './view.ts';
import { beginVirtualRun, runVirtually, VirtualDriver } from './virtual-run.ts';

const runs = 1000;
const seeds = fc.nat(1_000_000);
const slots = fc.integer({ min: 1, max: 6 });

function start(workflow: Workflow, seed: number, slots: number): VirtualDriver {
  const program = compileProgram(workflow, testCatalog);
  return beginVirtualRun({ program, world: seededWorld(seed), limits: { slots, pools: { small: 1 }, defaultPoolSlots: slots } });
}

function drive(driver: VirtualDriver, beforeMoving: () => void = () => {}): void {
  do {
    for (let request = driver.next(); request; request = driver.next()) {
      const performance = driver.attempt(request);
      if (performance instanceof Promise) throw new Error('the seeded world answers at once');
      driver.schedule(request, performance);
    }
    beforeMoving();
  } while (driver.moveOn());
}

function replay(workflow: Workflow, events: readonly RunEvent[]): Run {
  const run = createRun(compileProgram(workflow, testCatalog), events[0] as RunEvent);
  for (const event of events.slice(1)) transition(run, event);
  return run;
}

/** Checks, at the moment a task starts, that its join allows it. */
function checkStarts(workflow: Workflow, events: readonly RunEvent[]): void {
  const run = createRun(compileProgram(workflow, testCatalog), events[0] as RunEvent);
  for (const event of events.slice(1)) {
    transition(run, event);
    if (event.type !== 'task.started' && event.type !== 'task.expanded') continue;
    const unit = findUnit(run, event.path);
    if (!unit || unit.item !== null) continue;
    const { program, scope } = unit.node;
    const needs = program.needs.map((need) => {
      const upstream = scope.nodes[need.from]?.unit;
      return upstream && hasEnded(upstream.status) ? needState(upstream, need.port) : 'unresolved';
    });
    if (needs.length === 0) continue;
    if (program.join === 'any') expect(needs).toContain('met');
    else expect(needs).not.toContain('unresolved');
    if (program.join === 'default') expect(needs.includes('met') && (!needs.includes('broken') || isExcusedNaively(unit.node))).toBe(true);
    if (program.join === 'all') expect(needs.every((state) => state === 'met')).toBe(true);
  }
}

/** Reports of people, at random moments. */
const interjections = fc.array(
  fc.record({ at: fc.nat(30), kind: fc.constantFrom('cancel' as const, 'pause' as const, 'resume' as const) }),
  { maxLength: 4 },
);

/** `blame.ts` said again as plainly as possible: by walking the graph each time. */
function isExcusedNaively(node: NodeState): boolean {
  const upstreamOf = (at: NodeState) =>
    at.program.needs.map((need) => ({ port: need.port, upstream: at.scope.nodes[need.from] as NodeState }));
  const stateOf = ({ upstream, port }: { upstream: NodeState; port: string }) => needState(upstream.unit, port);
  const blamed = (at: NodeState): NodeState[] =>
    at.unit.status === 'skipped' ? upstreamOf(at).flatMap((need) => (stateOf(need) === 'broken' ? blamed(need.upstream) : [])) : [at];
  const cured = (at: NodeState): NodeState[] =>
    upstreamOf(at)
      .filter((need) => stateOf(need) === 'met')
      .flatMap(({ upstream, port }) => [
        ...(upstream.unit.status === 'failed' && port !== 'done' ? [upstream] : []),
        ...(upstream.program.join === 'any' ? [] : cured(upstream)),
      ]);
  const takenCareOf = new Set(cured(node));
  return upstreamOf(node)
    .filter((need) => stateOf(need) === 'broken')
    .every(({ upstream }) => upstream.unit.status === 'skipped' && blamed(upstream).every((each) => takenCareOf.has(each)));
}

describe('the planner, over generated workflows', () => {
  it('never starts a task whose needs are unresolved or whose join does not hold, and always ends', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), seeds, slots, (workflow, seed, slots) => {
        const driver = start(workflow, seed, slots);
        driver.report({ type: 'start' });
        drive(driver);
        expect(driver.run.phase).toBe('finished');
        checkStarts(workflow, driver.events);
      }),
      { numRuns: runs },
    );
  });

  it('never leaves a ready task unstarted while a slot is free, and never takes more slots than there are', () => {
    fc.assert(
      fc.property(arbitraryWorkflow({ pools: false }), seeds, slots, (workflow, seed, slots) => {
        const driver = start(workflow, seed, slots);
        driver.report({ type: 'start' });
        drive(driver, () => {
          const { running, queued } = driver.load;
          expect(running).toBeLessThanOrEqual(slots);
          if (queued > 0) expect(running).toBe(slots);
        });
        expect(driver.load).toEqual({ running: 0, queued: 0 });
      }),
      { numRuns: runs },
    );
  });

  it('gives every slot of every pool back', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), seeds, slots, (workflow, seed, slots) => {
        const driver = start(workflow, seed, slots);
        driver.report({ type: 'start' });
        drive(driver);
        expect(driver.load.running).toBe(0);
      }),
      { numRuns: runs },
    );
  });

  it('comes to the same result in whatever order independent tasks end', () => {
    const shape = { each: false, timeouts: false, until: true };
    fc.assert(
      fc.property(arbitraryWorkflow(shape), seeds, seeds, seeds, (workflow, seed, one, other) => {
        const results = [one, other].map((durations) => {
          const program = compileProgram(withoutElapsedLimits(workflow), testCatalog);
          const { run } = runVirtually({ program, world: seededWorld(seed, durations), limits: unlimited });
          return [...unitsOf(run.root)]
            .map((unit) => [unit.path, unit.status, unit.port, unit.skip, unit.attempt])
            .concat([[run.ending?.status ?? '']]);
        });
        expect(results[0]).toEqual(results[1]);
      }),
      { numRuns: runs },
    );
  });

  it('reaches the same state by replay as live', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), seeds, slots, (workflow, seed, slots) => {
        const driver = start(workflow, seed, slots);
        driver.report({ type: 'start' });
        drive(driver);
        const replayed = replay(workflow, driver.events);
        expect(runRecord(replayed, () => null)).toEqual(runRecord(driver.run, () => null));
      }),
      { numRuns: runs },
    );
  });

  it('goes on legally from every prefix of its events, and keeps what had ended', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), seeds, slots, fc.double({ min: 0, max: 1, noNaN: true }), (workflow, seed, slots, share) => {
        const driver = start(workflow, seed, slots);
        driver.report({ type: 'start' });
        drive(driver);
        const prefix = driver.events.slice(0, 1 + Math.floor(share * (driver.events.length - 1)));
        const run = replay(workflow, prefix);
        const ended = endedOutsideGroups(run);
        const last = prefix.at(-1) as RunEvent;
        const limits = { slots, pools: { small: 1 }, defaultPoolSlots: slots };
        const resumed = new VirtualDriver({ run, events: prefix }, { world: seededWorld(seed), limits, now: last.at });
        if (run.phase === 'queued') resumed.report({ type: 'start' });
        for (const unit of [...unitsOf(run.root), ...unitsOf(run.hooks)]) {
          if (unit.status === 'running' && isLeaf(unit)) resumed.report({ type: 'interrupted', path: unit.path, attempt: unit.attempt });
        }
        resumed.replan();
        drive(resumed);
        expect(run.phase).toBe('finished');
        expect(Object.fromEntries(Object.keys(ended).map((path) => [path, findUnit(run, path)?.status]))).toEqual(ended);
        expect(noAttemptTwice(resumed.events)).toBe(true);
        expect(runRecord(replay(workflow, resumed.events), () => null)).toEqual(runRecord(run, () => null));
      }),
      { numRuns: runs },
    );
  });

  it('ends and starts nothing more when it is canceled, however often it was paused and resumed', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), seeds, slots, interjections, (workflow, seed, slots, interjections) => {
        const driver = start(workflow, seed, slots);
        driver.report({ type: 'start' });
        let moves = 0;
        drive(driver, () => {
          for (const { at, kind } of interjections) if (at === moves && driver.run.phase !== 'finished') driver.report({ type: kind });
          moves += 1;
        });
        if (driver.run.isPaused) driver.report({ type: 'resume' });
        drive(driver);
        expect(driver.run.phase).toBe('finished');
        expect(startsAfterStopping(driver.events)).toEqual([]);
        expect(startsWhilePaused(driver.events)).toEqual([]);
        expect(driver.load.running).toBe(0);
        expect(runRecord(replay(workflow, driver.events), () => null)).toEqual(runRecord(driver.run, () => null));
      }),
      { numRuns: runs },
    );
  });

  it('numbers no attempt twice and ends each attempt once', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), seeds, slots, (workflow, seed, slots) => {
        const driver = start(workflow, seed, slots);
        driver.report({ type: 'start' });
        drive(driver);
        expect(noAttemptTwice(driver.events)).toBe(true);
      }),
      { numRuns: runs },
    );
  });
});

/** How many attempts fit into `maxElapsed` depends on how long they take, by design. */
function withoutElapsedLimits(workflow: Workflow): Workflow {
  return JSON.parse(JSON.stringify(workflow, (key, value) => (key === 'maxElapsed' ? undefined : value))) as Workflow;
}

/** Members of groups may run again with their group, so only what stands outside is kept for certain. */
function endedOutsideGroups(run: Run): { [path: string]: string } {
  const ended = run.root.nodes.filter((node) => hasEnded(node.unit.status));
  return Object.fromEntries(ended.map((node) => [node.unit.path, node.unit.status]));
}

function noAttemptTwice(events: readonly RunEvent[]): boolean {
  const started = events.filter((event) => event.type === 'task.started').map((event) => `${event.path} ${event.attempt}`);
  const ended = events
    .filter((event) => event.type === 'task.succeeded' || (event.type === 'task.failed' && event.retryAt !== undefined))
    .map((event) => ('attempt' in event ? `${event.path} ${event.attempt}` : ''))
    .filter((key) => !key.endsWith(' 0'));
  return new Set(started).size === started.length && new Set(ended).size === ended.length;
}

function startsAfterStopping(events: readonly RunEvent[]): readonly string[] {
  const stop = events.findIndex((event) => event.type === 'run.stopping');
  return stop < 0
    ? []
    : events.slice(stop).flatMap((event) => (event.type === 'task.started' && !event.path.startsWith('@') ? [event.path] : []));
}

function startsWhilePaused(events: readonly RunEvent[]): readonly string[] {
  let isPaused = false;
  const started: string[] = [];
  for (const event of events) {
    if (event.type === 'run.paused') isPaused = true;
    // A paused run whose last task has ended ends, too, and its hooks run.
    if (event.type === 'run.resumed' || event.type === 'run.stopping' || event.type === 'run.ending') isPaused = false;
    if (event.type === 'task.started' && isPaused) started.push(event.path);
  }
  return started;
}
