// What a new run takes over from an old one.

import { canonicalJson } from '../run/cache-key.ts';
import type { ReusedResult } from '../run/event.ts';
import { findUnit } from '../run/find-unit.ts';
import { definitionPath } from '../run/path.ts';
import type { Program } from '../run/program.ts';
import { nodesAlong, pathsIn } from '../run/program-paths.ts';
import { planRerun, type RerunChanges, type RerunTask } from '../run/rerun.ts';
import type { Run } from '../run/run.ts';
import { closest } from '../workflow/expression/suggest.ts';
import { type Failure, userFailure } from '../workflow/failure.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import type { BlobValues } from './blob-values.ts';
import type { Definition } from './definition.ts';
import type { StartRequest } from './engine.ts';
import type { RunReader } from './run-reader.ts';
import { takenResult } from './taken-results.ts';

export type Origin = { readonly run: Run; readonly definition: Definition };
export type PlannedRerun = { readonly tasks: readonly RerunTask[]; readonly reused: { readonly [path: string]: ReusedResult } };

export type Reruns = {
  /** The run to repeat. Fails with `run_not_found` or `run_not_finished`. */
  readonly origin: (id: string) => Promise<Result<Origin, Failure>>;
  /** Fails with `task_not_found`. */
  readonly plan: (origin: Origin, definition: Definition, wish: RerunWish) => Promise<Result<PlannedRerun, Failure>>;
};

/** What to repeat, and what the new run begins with. */
export type RerunWish = {
  readonly rerun: NonNullable<StartRequest['rerun']>;
  readonly inputs: JsonObject;
  readonly vars: JsonObject;
  readonly environment: string | null;
  readonly pins: NonNullable<StartRequest['pins']>;
};

export function createReruns(reader: RunReader, values: BlobValues): Reruns {
  return {
    origin: async (id) => {
      const found = await reader.run(id);
      if (!found) return err(userFailure('run_not_found', `There is no run ${id}`));
      if (found.run.phase !== 'finished') return err(userFailure('run_not_finished', `Run ${id} has not finished; cancel it first`));
      return ok(found);
    },
    plan: async ({ run }, { program }, { rerun, ...beginning }) => {
      const { from, task = '' } = rerun;
      if (from === 'task' && !hasTask(run, program, task)) return err(taskNotFound(run, program, task));
      const changes = { ...changesSince(run, beginning), pinned: Object.keys(beginning.pins) };
      const plan = planRerun(run, program, from === 'failed' ? { from, ...changes } : { from, task, ...changes });
      const reused: [string, ReusedResult][] = [];
      for (const [path, { unit, output }] of plan.reused) reused.push([path, await takenResult(unit, output, values)]);
      return ok({ tasks: plan.tasks, reused: Object.fromEntries(reused) });
    },
  };
}

function changesSince({ created }: Run, { inputs, vars, environment }: Omit<RerunWish, 'rerun' | 'pins'>): RerunChanges {
  return {
    changed: changedNames(created.inputs, inputs),
    changedVars: changedNames(created.vars, vars),
    isEnvironmentChanged: created.environment !== environment,
  };
}

function changedNames(before: JsonObject, now: JsonObject): ReadonlySet<string> {
  const text = (object: JsonObject, name: string) => (Object.hasOwn(object, name) ? canonicalJson(object[name] as Json) : null);
  const names = [...Object.keys(before), ...Object.keys(now)];
  return new Set(names.filter((name) => text(before, name) !== text(now, name)));
}

/** A task of the new definition; an item or what is inside one only when the old run had it. */
function hasTask(run: Run, program: Program, path: string): boolean {
  const task = definitionPath(path);
  return nodesAlong(program, task) !== null && (task === path || findUnit(run, path) !== null);
}

function taskNotFound(run: Run, program: Program, path: string): Failure {
  const paths = new Set(pathsIn(program.root));
  const task = definitionPath(path);
  const near = paths.has(task) ? null : closest(task, paths);
  const hint = near === null ? '' : ` Did you mean \`${near}\`?`;
  const advice = paths.has(task) ? ' Items are counted from 0, and only those that the run had can be run again.' : hint;
  return userFailure('task_not_found', `Run ${run.id} cannot be repeated from \`${path}\`: there is no such task.${advice}`);
}
