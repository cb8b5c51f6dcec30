// Makes runs of requests: nothing is left behind by one that is refused.
import type { Definitions } from '../adapters/definitions.ts';
import { type Failure, failureFromThrown, userFailure } from '../workflow/failure.ts';
import type { Json } from '../workflow/json.ts';
import { err, ok, type Result } from '../workflow/result.ts';
import type { Definition } from './definition.ts';
import { type DraftParts, type DraftRun, draftRun, type StartOrder } from './draft-run.ts';
import type { RunPreview, StartFailure } from './engine.ts';
import type { CreatedEvent } from './live-run.ts';
import { previewRun } from './preview.ts';
import type { RunRegistry } from './registry.ts';
import type { Retainer } from './retainer.ts';
import type { RunCore } from './run-core.ts';
import type { Records } from './storage.ts';

type StartedParts = {
  readonly core: RunCore;
  readonly drafts: DraftParts;
  readonly records: Records;
  readonly retainer: Pick<Retainer, 'isRemoved'>;
};

export type RunCreationParts = {
  /** What exists while the engine accepts work. */
  readonly ready: () => Result<StartedParts, Failure>;
  readonly fault: () => Failure | null;
  readonly registry: RunRegistry;
  readonly versions: Pick<Definitions, 'keepVersion'>;
};

export type RunCreation = {
  /** Resolves when the run is on disk. */
  readonly start: (order: StartOrder) => Promise<Result<{ readonly id: string }, StartFailure>>;
  readonly preview: (order: StartOrder) => Promise<Result<RunPreview, StartFailure>>;
};

export function createRunCreation(parts: RunCreationParts): RunCreation {
  return {
    start: async (order) => {
      const drafted = await draft(parts, order);
      if (!drafted.ok) return drafted;
      const { created, definition } = drafted.value;
      const kept = await keepVersion(parts, definition);
      if (!kept.ok) return kept;
      if (order.id !== undefined && (await isKnown(parts, order.id))) return err(runExists(order.id));
      const core = create(parts, drafted.value, order.rerun?.run);
      if (!core.ok) return core;
      try {
        await core.value.durable();
      } catch (thrown) {
        const failure = parts.fault() ?? failureFromThrown(thrown);
        if (core.value.withdraw(created.run)) return err(failure);
        return err({ ...failure, message: `${failure.message}. Run ${created.run} may start all the same` });
      }
      return ok({ id: created.run });
    },
    preview: async (order) => {
      const drafted = await draft(parts, order);
      return drafted.ok ? ok(previewRun(drafted.value)) : drafted;
    },
  };
}

async function draft(parts: RunCreationParts, order: StartOrder): Promise<Result<DraftRun, StartFailure>> {
  const ready = parts.ready();
  return ready.ok ? draftRun(ready.value.drafts, order) : ready;
}

async function keepVersion({ versions }: RunCreationParts, { hash, workflow }: Definition): Promise<Result<null, Failure>> {
  try {
    await versions.keepVersion(hash, workflow as unknown as Json);
    return ok(null);
  } catch (thrown) {
    const { message } = failureFromThrown(thrown);
    return err(userFailure('not_recorded', `The run was not started, because its definition could not be kept: ${message}`));
  }
}

/** A new id is never asked for. */
async function isKnown(parts: RunCreationParts, id: string): Promise<boolean> {
  if (parts.registry.get(id)) return true;
  const ready = parts.ready();
  return ready.ok && ready.value.records.history.has(id);
}

/** Nothing is awaited here, so that two runs cannot take the same place. */
function create(parts: RunCreationParts, drafted: DraftRun, origin: string | undefined): Result<RunCore, StartFailure> {
  const ready = parts.ready();
  if (!ready.ok) return ready;
  const { core, retainer } = ready.value;
  // With it went the values that the new run would take over.
  if (origin !== undefined && retainer.isRemoved(origin)) return err(userFailure('run_not_found', `There is no run ${origin} any more`));
  const { created, definition } = drafted;
  const pinned = Object.values(created.pinned ?? {}).find(({ run }) => retainer.isRemoved(run));
  if (pinned) return err(userFailure('pinned_run_not_found', `There is no run ${pinned.run} any more, whose results are pinned`));
  if (parts.registry.get(created.run)) return err(runExists(created.run));
  const caller = callerOf(created);
  if (caller !== null && core.admissions.waitsForItself(definition.workflow, caller)) return err(waitsForItself(definition));
  const admission = core.admissions.ask(definition.workflow);
  if (admission.type === 'refuse') return err(userFailure('concurrency_limit', admission.message));
  core.create(drafted);
  core.admissions.settle(definition.workflow.id);
  return ok(core);
}

/** The run that waits for this one to end. */
function callerOf({ trigger, host }: CreatedEvent): string | null {
  return trigger.kind === 'call' && !host.isDetached ? trigger.run : null;
}

function waitsForItself({ workflow }: Definition): StartFailure {
  const limit = workflow.concurrency?.limit ?? 1;
  const message = `\`${workflow.id}\` was called by itself, directly or through others, and would wait for ever: it may run only ${limit} at once`;
  return userFailure('call_waits_for_itself', `${message}. Raise its \`concurrency.limit\`, or call it with \`wait: false\``);
}

function runExists(id: string): StartFailure {
  return userFailure('run_exists', `There is a run ${id} already`);
}
