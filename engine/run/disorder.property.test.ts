import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hook, HookName, Task, Workflow } from '../workflow/schema.ts';
import { arbitraryWorkflow } from '../workflow/testing/arbitraries.ts';
import { testCatalog } from '../workflow/testing/catalog.ts';
import type { RunChoices, RunEvent } from './event.ts';
import { compileProgram } from './program.ts';
import { fractionOf } from './retry.ts';
import { choicesFor } from './testing/arbitrary-choices.ts';
import { DisorderlyHost, replayed } from './testing/disorderly-host.ts';
import { runRecord } from './view.ts';

const created: RunEvent = {
  type: 'run.created',
  run: 'r1',
  seq: 1,
  at: 1_000_000,
  workflow: 'generated',
  definition: '',
  inputs: {},
  vars: {},
  environment: null,
  trigger: { kind: 'manual' },
};

function fractions(seed: number): () => number {
  let count = 0;
  return () => {
    count += 1;
    return fractionOf(`${seed} ${count}`);
  };
}

/** Hooks, and limits of time and repetition on the groups and the run, on top of what is generated. */
function strained(workflow: Workflow, random: () => number): Workflow {
  const hook: Hook = { type: 'log.write', with: { message: 'x' }, retry: { attempts: 2 }, timeout: '5s' };
  const names: readonly HookName[] = ['started', 'succeeded', 'failed', 'canceled', 'finished'];
  const hooks = Object.fromEntries(names.filter(() => random() < 0.25).map((name) => [name, hook]));
  const timeout = random() < 0.2 ? { timeout: '30s' } : {};
  return { ...workflow, hooks, ...timeout, tasks: strainedTasks(workflow.tasks, random) };
}

function strainedTasks(tasks: Workflow['tasks'], random: () => number): Workflow['tasks'] {
  return Object.fromEntries(Object.entries(tasks).map(([id, task]) => [id, task.tasks ? strainedGroup(task, random) : task]));
}

function strainedGroup(group: Task, random: () => number): Task {
  const timeout = random() < 0.3 ? { timeout: '3s' } : {};
  const retry = random() < 0.4 ? { retry: { attempts: 3, delay: '1s' } } : {};
  const delay = random() < 0.5 ? { delay: '2s' } : {};
  const until = random() < 0.4 ? { until: { condition: 'false', maxIterations: 2, ...delay } } : {};
  return { ...group, ...timeout, ...retry, ...until, tasks: strainedTasks(group.tasks ?? {}, random) };
}

function drive(workflow: Workflow, seed: number, choices: RunChoices = {}): { readonly host: DisorderlyHost; readonly isStuck: boolean } {
  const random = fractions(seed);
  const host = new DisorderlyHost(compileProgram(strained(workflow, random), testCatalog), { ...created, ...choices }, random);
  while (host.run.phase !== 'finished') if (!host.step()) return { host, isStuck: true };
  return { host, isStuck: false };
}

describe('the planner, with a host that does nothing in order and dies now and then', () => {
  it('always ends, with nothing left behind and a history that leads to the same state', () => {
    fc.assert(
      fc.property(arbitraryWorkflow({ maxTasks: 5 }), fc.nat(1_000_000), (workflow, seed) => {
        const { host, isStuck } = drive(workflow, seed);
        const { run } = host;
        expect(isStuck).toBe(false);
        expect(host.wrongs).toEqual([]);
        expect([host.attemptsUnderWay, run.running, run.waiting, run.queued.size]).toEqual([0, 0, 0, 0]);
        expect(runRecord(replayed(run.program, host.events), () => null)).toEqual(runRecord(run, () => null));
      }),
      { numRuns: 2000 },
    );
  });

  it('always ends with breakpoints, pinned results and a last task, too', () => {
    fc.assert(
      fc.property(arbitraryWorkflow({ maxTasks: 5 }), fc.nat(1_000_000), (workflow, seed) => {
        const { host, isStuck } = drive(workflow, seed, choicesFor(workflow, seed));
        const { run } = host;
        expect(isStuck).toBe(false);
        expect(host.wrongs).toEqual([]);
        expect([host.attemptsUnderWay, run.running, run.waiting, run.queued.size]).toEqual([0, 0, 0, 0]);
        expect(runRecord(replayed(run.program, host.events), () => null)).toEqual(runRecord(run, () => null));
      }),
      { numRuns: 2000 },
    );
  });
});
