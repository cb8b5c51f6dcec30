// What a new run takes over from an old one.
import type { ReusedResult } from '../run/event.ts';
import { planRerun, type RerunTask } from '../run/rerun.ts';
import type { Run } from '../run/run.ts';
import { readStored } from '../run/variables.ts';
import { unitsOf } from '../run/view.ts';
import { type Failure, userFailure } from '../workflow/failure.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import type { BlobValues } from './blob-values.ts';
import type { Definition } from './definition.ts';
import type { StartRequest } from './engine.ts';
import type { RunReader } from './run-reader.ts';

export type Origin = { readonly run: Run; readonly definition: Definition };
export type PlannedRerun = { readonly tasks: readonly RerunTask[]; readonly reused: { readonly [path: string]: ReusedResult } };

export type Reruns = {
  /** The run to repeat. Fails with `run_not_found` or `run_not_finished`. */
  readonly origin: (id: string) => Promise<Result<Origin, Failure>>;
  readonly plan: (origin: Origin, definition: Definition, rerun: NonNullable<StartRequest['rerun']>) => Promise<PlannedRerun>;
};

export function createReruns(reader: RunReader, values: BlobValues): Reruns {
  return {
    origin: async (id) => {
      const found = await reader.run(id);
      if (!found) return err(userFailure('run_not_found', `There is no run ${id}`));
      if (found.run.phase !== 'finished') return err(userFailure('run_not_finished', `Run ${id} has not finished; cancel it first`));
      return ok(found);
    },
    plan: async ({ run }, { program }, { from, task }) => {
      const plan = planRerun(run, program, from === 'failed' ? { from } : { from, task: task ?? '' });
      const reused: [string, ReusedResult][] = [];
      for (const [path, { unit, output }] of plan.reused) {
        const port = unit.port === null ? {} : { port: unit.port };
        if (output.kind !== 'items') reused.push([path, { output, ...port }]);
        else reused.push([path, { output: await values.store(await itemsOf(unit, values)), ...port }]);
      }
      return { tasks: plan.tasks, reused: Object.fromEntries(reused) };
    },
  };
}

/** A list of items' outputs exists only as the items themselves; the new run has none of these. */
async function itemsOf(unit: Parameters<typeof readStored>[1] & object, values: BlobValues) {
  const { node } = unit;
  const loaded = new Map<string, Awaited<ReturnType<BlobValues['load']>>>();
  for (const item of unitsOf({ ...node.scope, nodes: [node] })) {
    if (item.output?.kind === 'blob') loaded.set(item.output.hash, await values.load(item.output.hash));
  }
  return readStored({ kind: 'items' }, unit, (hash) => loaded.get(hash)?.value ?? null);
}
