import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNeed } from '../workflow/needs.ts';
import type { Workflow } from '../workflow/schema.ts';
import { arbitraryWorkflow } from '../workflow/testing/arbitraries.ts';
import { testCatalog } from '../workflow/testing/catalog.ts';
import type { RunChoices, RunEvent } from './event.ts';
import { definitionPath } from './path.ts';
import { compileProgram } from './program.ts';
import { createRun, isLeaf, type Run } from './run.ts';
import { choicesFor } from './testing/arbitrary-choices.ts';
import { driveThrough } from './testing/drive-through.ts';
import { seededWorld } from './testing/world.ts';
import { transition } from './transition.ts';
import { runRecord, runStatus, unitsOf } from './view.ts';
import { beginVirtualRun, VirtualDriver } from './virtual-run.ts';

const seeds = fc.nat(1_000_000);
const limits = { slots: 3, pools: { small: 1 }, defaultPoolSlots: 3 };
const runs = { numRuns: 1000 };

/** Where only breakpoints are left, nothing is taken by what waits. */
function drive(driver: VirtualDriver): void {
  driveThrough(driver, () => {
    expect(runStatus(driver.run)).toBe('waiting');
    expect(driver.load).toEqual({ running: 0, queued: 0 });
  });
}

function ran(workflow: Workflow, choices: RunChoices, seed: number): VirtualDriver {
  const driver = beginVirtualRun({ program: compileProgram(workflow, testCatalog), world: seededWorld(seed), limits, choices });
  driver.report({ type: 'start' });
  drive(driver);
  return driver;
}

function replay(workflow: Workflow, events: readonly RunEvent[]): Run {
  const [created, ...rest] = JSON.parse(JSON.stringify(events)) as RunEvent[];
  const run = createRun(compileProgram(workflow, testCatalog), created as RunEvent);
  for (const event of rest) transition(run, event);
  return run;
}

/** `selection.ts` said again as plainly as possible: whether a path is, stands before, is inside or is around what the last task stands on. */
function isSelectedNaively(workflow: Workflow, path: string, upTo: string): boolean {
  const [id = '', ...inside] = path.split('.');
  const [last = '', ...lastInside] = upTo.split('.');
  if (id === last) {
    const body = workflow.tasks[id]?.tasks;
    if (inside.length === 0 || lastInside.length === 0) return true;
    return body !== undefined && isSelectedNaively({ ...workflow, tasks: body }, inside.join('.'), lastInside.join('.'));
  }
  const isBefore = (task: string): boolean =>
    (workflow.tasks[task]?.needs ?? []).some((need) => parseNeed(need).task === id || isBefore(parseNeed(need).task));
  return isBefore(last);
}

const began: ReadonlySet<string> = new Set(['task.started', 'task.expanded', 'task.waiting']);

describe('the planner, over generated workflows and choices', () => {
  it('ends, and begins nothing outside of the selection and nothing that is pinned', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), seeds, (workflow, seed) => {
        const choices = choicesFor(workflow, seed);
        const { run, events } = ran(workflow, choices, seed);
        expect(run.phase).toBe('finished');
        for (const event of events) {
          if (!('path' in event) || event.path.startsWith('@')) continue;
          const path = definitionPath(event.path);
          const isSelected = choices.upTo === undefined || isSelectedNaively(workflow, path, choices.upTo);
          if (event.type === 'task.skipped') expect(event.reason === 'not_selected').toBe(!isSelected);
          if (began.has(event.type)) expect([path, isSelected]).toEqual([path, true]);
          if (began.has(event.type)) expect(Object.hasOwn(choices.pinned ?? {}, path)).toBe(false);
        }
      }),
      runs,
    );
  });

  it('begins each unit with a breakpoint after it was let go on once, and stops nowhere else', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), seeds, (workflow, seed) => {
        const choices = choicesFor(workflow, seed);
        const held = new Map<string, number>();
        for (const event of ran(workflow, choices, seed).events) {
          if (event.type === 'task.waiting' && event.cause.kind === 'breakpoint') {
            expect(choices.breakpoints).toContain(definitionPath(event.path));
            held.set(event.path, event.attempt);
          }
          if (event.type !== 'task.started' || !choices.breakpoints?.includes(definitionPath(event.path))) continue;
          // A retry has an attempt before it that stopped there.
          expect(held.get(event.path)).toBeLessThan(event.attempt);
        }
      }),
      runs,
    );
  });

  it('goes on legally from every prefix of its events, to a state that its events lead to', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), seeds, fc.double({ min: 0, max: 1, noNaN: true }), (workflow, seed, share) => {
        const { events } = ran(workflow, choicesFor(workflow, seed), seed);
        const prefix = events.slice(0, 1 + Math.floor(share * (events.length - 1)));
        const run = replay(workflow, prefix);
        const resumed = new VirtualDriver({ run, events: prefix }, { world: seededWorld(seed), limits, now: prefix.at(-1)?.at ?? 0 });
        if (run.phase === 'queued') resumed.report({ type: 'start' });
        for (const unit of [...unitsOf(run.root), ...unitsOf(run.hooks)]) {
          if (unit.status === 'running' && isLeaf(unit)) resumed.report({ type: 'interrupted', path: unit.path, attempt: unit.attempt });
        }
        resumed.replan();
        drive(resumed);
        expect(run.phase).toBe('finished');
        expect(runRecord(replay(workflow, resumed.events), () => null)).toEqual(runRecord(run, () => null));
      }),
      runs,
    );
  });

  it('comes to the same end with breakpoints as without', () => {
    const shape = { each: false, timeouts: false, pools: false };
    fc.assert(
      fc.property(arbitraryWorkflow(shape), seeds, (generated, seed) => {
        const workflow = withoutElapsedLimits(generated);
        const { breakpoints: _breakpoints, ...others } = choicesFor(workflow, seed);
        const [held, free] = [choicesFor(workflow, seed), others].map((choices) => {
          const { run } = ran(workflow, choices, seed);
          return [
            run.ending?.status,
            ...[...unitsOf(run.root)].map((unit) => [unit.path, unit.status, unit.port, unit.skip, unit.attempt]),
          ];
        });
        expect(held).toEqual(free);
      }),
      runs,
    );
  });
});

/** How many attempts fit into `maxElapsed` depends on how long they take, by design. */
function withoutElapsedLimits(workflow: Workflow): Workflow {
  return JSON.parse(JSON.stringify(workflow, (key, value) => (key === 'maxElapsed' ? undefined : value))) as Workflow;
}
