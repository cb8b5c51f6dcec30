// A world for the planner's tests: each attempt's outcome and duration are a function of its path and number.
import type { TaskManifest } from '../../workflow/catalog.ts';
import { userFailure } from '../../workflow/failure.ts';
import type { JsonObject } from '../../workflow/json.ts';
import type { Workflow } from '../../workflow/schema.ts';
import { testCatalog } from '../../workflow/testing/catalog.ts';
import { evaluatingWorld } from '../evaluating-world.ts';
import type { AttemptOutcome, RunChoices } from '../event.ts';
import { definitionPath } from '../path.ts';
import { compileProgram } from '../program.ts';
import { fractionOf } from '../retry.ts';
import type { Unit } from '../run.ts';
import { storedValue } from '../stored-value.ts';
import { runVirtually, type VirtualRun, type World } from '../virtual-run.ts';

export const unlimited = { slots: Number.POSITIVE_INFINITY, pools: {}, defaultPoolSlots: Number.POSITIVE_INFINITY };

export const succeed: AttemptOutcome = { type: 'succeeded', output: storedValue(null) };
export const fail: AttemptOutcome = { type: 'failed', failure: userFailure('broken', 'It broke') };

export function reach(port: string): AttemptOutcome {
  return { type: 'succeeded', output: storedValue(null), port };
}

export type Script = { readonly [path: string]: AttemptOutcome | readonly AttemptOutcome[] };

/** Outcomes by path (or path without item indexes), one per attempt, the last one for all further; everything else succeeds. */
export function scriptedWorld(outcomes: Script = {}, durations: { readonly [path: string]: number } = {}): World {
  return {
    ...evaluatingWorld(null),
    attempt: (_run, unit) => ({
      durationMs: durations[unit.path] ?? durations[definitionPath(unit.path)] ?? 0,
      outcome: pick(outcomes[unit.path] ?? outcomes[definitionPath(unit.path)], unit),
    }),
  };
}

function pick(scripted: Script[string] | undefined, unit: Unit): AttemptOutcome {
  if (scripted === undefined) return succeed;
  if (!('length' in scripted)) return scripted;
  return scripted[Math.min(unit.attempt, scripted.length) - 1] ?? succeed;
}

export type RunOptions = {
  readonly outcomes?: Script;
  readonly durations?: { readonly [path: string]: number };
  readonly slots?: number;
  readonly pools?: { readonly [pool: string]: number };
  readonly choices?: RunChoices;
};

/** Runs a workflow of the test catalog to its end. */
export function runScripted(workflow: Workflow, { outcomes, durations, slots, pools, choices }: RunOptions = {}): VirtualRun {
  return runVirtually({
    program: compileProgram(workflow, testCatalog),
    world: scriptedWorld(outcomes, durations),
    limits: { slots: slots ?? Number.POSITIVE_INFINITY, pools: pools ?? {}, defaultPoolSlots: Number.POSITIVE_INFINITY },
    ...(choices ? { choices } : {}),
  });
}

/**
 * An even spread of failures, ports, waits and durations (now and then longer than the timeouts that are generated) that depends on nothing
 * but the seeds, the path and the attempt.
 */
export function seededWorld(seed: number, durationSeed: number = seed): World {
  return {
    ...evaluatingWorld(null),
    attempt: (_run, unit, nowMs) => {
      const length = fractionOf(`${durationSeed} duration ${unit.path} ${unit.attempt}`);
      const outcome = seededOutcome(unit, fractionOf(`${seed} outcome ${unit.path} ${unit.attempt - unit.attemptsBefore}`));
      const durationMs = Math.floor(length ** 6 * 20_000);
      if (outcome !== succeed || fractionOf(`${durationSeed} wait ${unit.path}`) > 0.15) return { durationMs, outcome };
      return { durationMs: 1, outcome: { type: 'waiting', cause: { kind: 'timer', until: nowMs + durationMs } } };
    },
  };
}

function seededOutcome(unit: Unit, fraction: number): AttemptOutcome {
  if (fraction < 0.2) return fail;
  const { task } = unit.node.program;
  const manifest: TaskManifest | undefined = testCatalog.get(task.type);
  const ports = manifest?.ports((task.with ?? {}) as JsonObject) ?? [];
  const port = ports[Math.floor(fraction * 1000) % (ports.length || 1)];
  return port === undefined ? succeed : reach(port);
}

/** Final statuses by path. */
export function statuses({ run }: VirtualRun): { [path: string]: string } {
  return Object.fromEntries(run.root.nodes.map((node) => [node.unit.path, node.unit.status]));
}
