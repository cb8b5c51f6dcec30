// Runs that people want gone.
import { type Failure, userFailure } from '../workflow/failure.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import type { Engine } from './engine.ts';
import type { LiveRun } from './live-run.ts';
import type { Retainer } from './retainer.ts';
import type { RunCore } from './run-core.ts';
import type { Records } from './storage.ts';

export type RunRemovalParts = {
  readonly ready: () => Result<{ readonly core: RunCore; readonly records: Records; readonly retainer: Retainer }, Failure>;
  readonly live: (id: string) => LiveRun | undefined;
};

export function createRunRemoval({ ready, live }: RunRemovalParts): Engine['removeRuns'] {
  return async (ids) => {
    const found = ready();
    if (!found.ok) return found;
    const { core, records, retainer } = found.value;
    const goingOn = ids.find((id) => live(id)?.run.phase !== undefined && live(id)?.run.phase !== 'finished');
    if (goingOn !== undefined) return err(userFailure('run_not_finished', `Run ${goingOn} has not finished; cancel it first`));
    if (ids.some((id) => live(id))) await core.archivist.flush();
    const stuck = ids.find((id) => live(id));
    if (stuck !== undefined) {
      return err(userFailure('run_not_finished', `Run ${stuck} has ended and is not in the history yet; try again when the disk takes it`));
    }
    for (const id of ids) {
      if (!(await records.history.has(id))) return err(userFailure('run_not_found', `There is no run ${id}`));
    }
    await retainer.remove(ids);
    return ok(null);
  };
}
