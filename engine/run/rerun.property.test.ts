// Whatever a run departed from its definition in, running it again comes to what a run from scratch comes to.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json, JsonObject } from '../workflow/json.ts';
import type { Workflow } from '../workflow/schema.ts';
import { arbitraryWorkflow } from '../workflow/testing/arbitraries.ts';
import { testCatalog } from '../workflow/testing/catalog.ts';
import { evaluatingWorld } from './evaluating-world.ts';
import type { ReusedResult, RunChoices, RunEvent } from './event.ts';
import { compileProgram, type Program } from './program.ts';
import { pathsIn } from './program-paths.ts';
import { planRerun, type RerunFrom } from './rerun.ts';
import { fractionOf } from './retry.ts';
import { createRun, type NodeState, type Run, type Unit } from './run.ts';
import { storedValue } from './stored-value.ts';
import { choicesFor } from './testing/arbitrary-choices.ts';
import { driveThrough } from './testing/drive-through.ts';
import { fail, unlimited } from './testing/world.ts';
import { readStored } from './variables.ts';
import { VirtualDriver, type World } from './virtual-run.ts';

const outputOf = (unit: Unit): Json => (unit.output ? readStored(unit.output, unit, () => null) : null);
const digest = (value: Json): string => fractionOf(JSON.stringify(value)).toString(36);

/** All that is behind a task sees of it. */
function seen({ unit }: NodeState): Json {
  return [unit.path, unit.status, unit.port, outputOf(unit)];
}

/** Outputs tell of everything that their tasks stand on, so that a stale result somewhere changes all that follow from it. */
function tellingWorld(seed: number): World {
  const world = evaluatingWorld(null);
  return {
    ...world,
    complete: (run, unit) => {
      const answer = world.complete(run, unit);
      return answer.type === 'done' ? { type: 'done', output: storedValue(digest((unit.body?.nodes ?? []).map(seen))) } : answer;
    },
    attempt: (_run, unit) => {
      const fraction = fractionOf(`${seed} ${unit.path}`);
      if (fraction < 0.15) return { durationMs: 1, outcome: fail };
      const { task } = unit.node.program;
      const ports = testCatalog.get(task.type)?.ports((task.with ?? {}) as JsonObject) ?? [];
      const port = ports[Math.floor(fraction * 1000) % (ports.length || 1)];
      const output = storedValue(digest(originOf(unit)));
      return { durationMs: 1, outcome: { type: 'succeeded', output, ...(port === undefined ? {} : { port }) } };
    },
  };
}

function originOf(unit: Unit): Json {
  const origin: Json[] = [unit.path];
  for (let at: Unit | null = unit; at; at = at.node.scope.owner) {
    const { program, scope } = at.node;
    origin.push(program.needs.map(({ from }) => seen(scope.nodes[from] as NodeState)));
  }
  return origin;
}

type Facts = RunChoices & { readonly reused?: { readonly [path: string]: ReusedResult } };

function ran(program: Program, seed: number, facts: Facts): Run {
  const created: RunEvent = {
    ...{ type: 'run.created', run: 'r1', seq: 1, at: 0, workflow: 'generated', definition: '' },
    ...{ inputs: {}, vars: {}, environment: null, trigger: { kind: 'manual' }, ...facts },
  };
  const opened = { run: createRun(program, created), events: [created] };
  const driver = new VirtualDriver(opened, { world: tellingWorld(seed), limits: unlimited, now: 0 });
  driver.report({ type: 'start' });
  driveThrough(driver);
  return driver.run;
}

function reusedBy(old: Run, program: Program, from: RerunFrom): { readonly [path: string]: ReusedResult } {
  const { reused } = planRerun(old, program, from);
  return Object.fromEntries(
    [...reused].map(([path, { unit }]): [string, ReusedResult] => [
      path,
      { output: storedValue(outputOf(unit)), ...(unit.port === null ? {} : { port: unit.port }) },
    ]),
  );
}

/** How the run ended, and each of its outermost tasks. A group that was to run in part may be taken over as a whole, with its output. */
function endOf({ ending, root }: Run, { upTo = '' }: RunChoices) {
  return [
    ending?.status,
    root.nodes.map(({ unit }) => [
      ...[unit.path, unit.status, unit.port, unit.skip?.reason ?? null],
      upTo.startsWith(`${unit.path}.`) ? null : outputOf(unit),
    ]),
  ];
}

/** Every group has outputs, for `complete` to tell of its members; what starts with the first of several depends on time. */
function told(workflow: Workflow): Workflow {
  const change = (key: string, value: unknown) => {
    if (key === 'join' && value === 'any') return undefined;
    return isGroup(value) ? { ...value, outputs: {} } : value;
  };
  return JSON.parse(JSON.stringify(workflow, change)) as Workflow;
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'group';
}

it('a run with choices, run again with others or none, ends as if nothing had been taken over', () => {
  const shape = { maxTasks: 6, timeouts: false, retry: false, extras: false };
  fc.assert(
    fc.property(arbitraryWorkflow(shape), fc.nat(1_000_000), fc.nat(1_000_000), fc.boolean(), (generated, seed, next, isPlain) => {
      const workflow = told(generated);
      const program = compileProgram(workflow, testCatalog);
      const paths = [...pathsIn(program.root)];
      const choices = isPlain ? {} : choicesFor(workflow, next);
      const from: RerunFrom = next % 3 === 0 ? { from: 'task', task: paths[next % paths.length] ?? '' } : { from: 'failed' };

      const old = ran(program, seed, choicesFor(workflow, seed));
      const reused = reusedBy(old, program, { ...from, pinned: Object.keys(choices.pinned ?? {}) });

      expect(old.phase).toBe('finished');
      expect(endOf(ran(program, seed, { ...choices, reused }), choices)).toEqual(endOf(ran(program, seed, choices), choices));
    }),
    { numRuns: 1000 },
  );
});
