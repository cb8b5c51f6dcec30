// What people ask of a run that goes on.
import type { Report } from '../run/event.ts';
import { findUnit } from '../run/find-unit.ts';
import { type Failure, userFailure } from '../workflow/failure.ts';
import { resolveInputs } from '../workflow/inputs.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import type { ApprovalDecision, Engine } from './engine.ts';
import type { LiveRun } from './live-run.ts';
import type { RunCore } from './run-core.ts';

export type RunCommandParts = {
  readonly ready: () => Result<{ readonly core: RunCore }, Failure>;
  readonly live: (id: string) => LiveRun | undefined;
  /** Whether a run that is not in memory has ever been. */
  readonly exists: (id: string) => Promise<boolean>;
};

export function createRunCommands(parts: RunCommandParts): Pick<Engine, 'cancel' | 'pause' | 'resume' | 'continue' | 'decide'> {
  return {
    cancel: (id, { by, message } = {}) => ask(parts, id, { type: 'cancel', ...who(by), ...(message === undefined ? {} : { message }) }),
    pause: (id, { by } = {}) => ask(parts, id, { type: 'pause', ...who(by) }),
    resume: (id, { by } = {}) => ask(parts, id, { type: 'resume', ...who(by) }),
    continue: (id, { path, by } = {}) => {
      return ask(parts, id, { type: 'continue', ...who(by), ...(path === undefined ? {} : { path }) }, 'task_not_waiting');
    },
    decide: async (id, path, decision) => {
      const values = formValues(parts.live(id), path, decision);
      if (!values.ok) return values;
      const { decision: kind, by, comment = '' } = decision;
      return ask(parts, id, { type: 'decide', path, decision: kind, by, comment, values: values.value });
    },
  };
}

function who(by: string | undefined) {
  return by === undefined ? {} : { by };
}

/** Resolves when what came of it is on disk. `code` is that of the failure when the run is in no state for it. */
async function ask(parts: RunCommandParts, id: string, report: Report, code = 'refused'): Promise<Result<null, Failure>> {
  const ready = parts.ready();
  if (!ready.ok) return ready;
  const { core } = ready.value;
  const live = parts.live(id);
  if (!live) return err(await absent(parts, id));
  if (live.run.phase === 'finished') return err(finished(id));
  const refused = await new Promise<string | undefined>((resolve) => core.post(live, report, (step) => resolve(step.refused)));
  const still = parts.ready();
  if (refused !== undefined) return still.ok ? err(userFailure(live.isBroken ? 'refused' : code, refused)) : still;
  try {
    await core.durable();
    return ok(null);
  } catch {
    const fault = parts.ready();
    return fault.ok ? err(userFailure('journal_failed', 'The journal could not be written')) : fault;
  }
}

async function absent({ exists }: RunCommandParts, id: string): Promise<Failure> {
  if (await exists(id)) return finished(id);
  return userFailure('run_not_found', `There is no run ${id}`);
}

function finished(id: string): Failure {
  return userFailure('run_finished', `Run ${id} has finished`);
}

/** Only an approval fills in the form; a rejection keeps whatever was given. */
function formValues(live: LiveRun | undefined, path: string, { decision, values = {} }: ApprovalDecision): Result<JsonObject, Failure> {
  const waiting = live ? findUnit(live.run, path)?.waiting : null;
  if (waiting?.kind !== 'approval' || decision === 'rejected') return ok(values);
  const resolved = resolveInputs(waiting.form, values, (value: Json) => ok(value));
  if (resolved.ok) return resolved;
  return err(userFailure('invalid_inputs', resolved.failure.map((problem) => problem.message).join(' ')));
}
