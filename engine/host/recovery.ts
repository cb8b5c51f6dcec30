// After a start: everything in the journal becomes runs again, and what is unfinished goes on.
import type { History } from '../adapters/history.ts';
import type { Journal } from '../adapters/journal.ts';
import type { AttemptOutcome, RunEvent } from '../run/event.ts';
import type { Program } from '../run/program.ts';
import { isLeaf, type Unit } from '../run/run.ts';
import { unitsOf } from '../run/view.ts';
import { failureFromThrown } from '../workflow/failure.ts';
import type { Calls } from './calls.ts';
import type { DefinitionLoader } from './definition.ts';
import type { StartReport } from './engine.ts';
import { type FoundRun, gatherRuns } from './found-runs.ts';
import type { LiveRun } from './live-run.ts';
import type { RunDriver } from './run-driver.ts';

export type RecoveryParts = {
  readonly journal: Journal;
  readonly history: History;
  readonly definitions: DefinitionLoader;
  readonly driver: RunDriver;
  readonly calls: Calls;
  readonly revive: (events: readonly RunEvent[], program: Program) => LiveRun;
  /** Waiting tasks have their places in their pools again. */
  readonly retake: (live: LiveRun, waiting: readonly Unit[]) => void;
  /** The run stays in the journal and does not go on: these are its events. */
  readonly strand: (id: string, events: readonly RunEvent[]) => void;
  /** The run has ended and only has to be put into the history. */
  readonly archive: (live: LiveRun) => void;
  /** Lets queued runs start as far as their workflow's limit goes. */
  readonly admit: (workflow: string) => void;
  readonly registerSecrets: (live: LiveRun) => Promise<void>;
};

export async function recover(parts: RecoveryParts): Promise<StartReport> {
  const warnings: string[] = [];
  const unfinished: LiveRun[] = [];
  for (const found of (await gatherRuns(parts.journal.read())).values()) {
    const live = await reviveRun(parts, found, warnings);
    if (!live) parts.strand(found.id, [...found.events, ...found.behind]);
    if (!live || live === 'archived') continue;
    if (live.run.phase === 'finished') parts.archive(live);
    else unfinished.push(live);
  }
  const leftovers: Leftover[] = [];
  for (const live of unfinished) leftovers.push(await findLeftover(parts, live));
  // In one turn, so that nothing is planned before everything that was cut off is known.
  const recovered = leftovers.map((leftover) => reportInterrupted(parts, leftover));
  for (const leftover of leftovers) reportCalls(parts, leftover);
  for (const { live, waiting } of leftovers) {
    for (const unit of waiting) await parts.calls.resume(live, unit);
  }
  for (const workflow of new Set(recovered.map((run) => run.workflow))) parts.admit(workflow);
  return { recovered, warnings: [...parts.journal.damage(), ...parts.history.damage(), ...warnings] };
}

async function reviveRun(parts: RecoveryParts, found: FoundRun, warnings: string[]): Promise<LiveRun | 'archived' | null> {
  const { id, events, behind } = found;
  try {
    if (await isArchived(parts, found)) {
      await parts.journal.release([id]);
      return 'archived';
    }
  } catch (thrown) {
    warnings.push(`Run ${id} does not go on, for the history cannot be asked whether it has ended: ${String(thrown)}`);
    return null;
  }
  if (parts.journal.isHeldBack(id) && events.at(-1)?.type !== 'run.finished') {
    warnings.push(`Run ${id} does not go on, for a part of the journal cannot be read: it goes on at a start that can`);
    return null;
  }
  const created = events[0];
  if (created?.type !== 'run.created') {
    warnings.push(`Run ${id} has lost its beginning: its events stay in the journal and it does not go on`);
    return null;
  }
  if (behind.some((event) => event.seq > events.length + 1)) {
    if (behind.some((event) => event.type === 'run.finished')) {
      warnings.push(`Run ${id} of ${created.workflow} had ended and has lost a part of its events: the others stay in the journal`);
      return null;
    }
    const tasks = behind.length === 1 ? 'one event' : `${behind.length} events`;
    warnings.push(
      `Run ${id} of ${created.workflow} goes on from before the damage: ${tasks} behind it do not count, and tasks may run again`,
    );
  }
  const definition = await parts.definitions.version(created.definition).catch(failureFromThrown);
  const cannot = `Run ${created.run} of ${created.workflow} cannot go on and stays in the journal`;
  if (!definition) {
    warnings.push(`${cannot}: its definition versions/${created.definition}.json is missing`);
    return null;
  }
  if ('code' in definition) {
    warnings.push(`${cannot}, because its definition cannot be read; restore it and start the engine again: ${definition.message}`);
    return null;
  }
  try {
    return parts.revive(events, definition.program);
  } catch (thrown) {
    warnings.push(`${cannot}, its events do not fit together: ${failureFromThrown(thrown).message}`);
    return null;
  }
}

/** Only a run that had ended can be there; the others are not asked for. */
async function isArchived({ history, journal }: RecoveryParts, { id, events, behind }: FoundRun): Promise<boolean> {
  const mayHaveEnded = events.at(-1)?.type === 'run.finished' || events.length === 0 || behind.length > 0 || journal.mayRepeat();
  return mayHaveEnded && history.has(id);
}

/** What was under way in a run when the engine ended. */
type Leftover = {
  readonly live: LiveRun;
  readonly waiting: readonly Unit[];
  readonly interrupted: readonly Unit[];
  /** Attempts that had got as far as starting their run. */
  readonly calling: readonly { readonly unit: Unit; readonly outcome: AttemptOutcome }[];
};

/** Reports nothing yet: nothing may be planned while this waits for the disk. */
async function findLeftover(parts: RecoveryParts, live: LiveRun): Promise<Leftover> {
  await parts.registerSecrets(live);
  const waiting: Unit[] = [];
  const interrupted: Unit[] = [];
  const calling: { unit: Unit; outcome: AttemptOutcome }[] = [];
  for (const scope of [live.run.root, live.run.hooks]) {
    for (const unit of unitsOf(scope)) {
      if (unit.status === 'waiting' && isLeaf(unit)) waiting.push(unit);
      if (unit.status !== 'running' || !isLeaf(unit)) continue;
      const outcome = unit.node.program.task.type === 'flow.call' ? await parts.calls.existing(live, unit) : null;
      if (outcome) calling.push({ unit, outcome });
      else interrupted.push(unit);
    }
  }
  return { live, waiting, interrupted, calling };
}

function reportInterrupted(parts: RecoveryParts, { live, waiting, interrupted }: Leftover): StartReport['recovered'][number] {
  parts.retake(live, waiting);
  for (const { path, attempt } of interrupted) parts.driver.post(live, { type: 'interrupted', path, attempt });
  return { id: live.id, workflow: live.run.created.workflow, interrupted: interrupted.length };
}

function reportCalls(parts: RecoveryParts, { live, calling }: Leftover): void {
  for (const { unit, outcome } of calling) {
    const { path, attempt } = unit;
    const run = outcome.type === 'waiting' && outcome.cause.kind === 'call' ? outcome.cause.run : null;
    const caughtUp = run === null ? undefined : () => parts.calls.catchUp(live, unit, run);
    parts.driver.post(live, { type: 'outcome', path, attempt, outcome }, caughtUp);
  }
  parts.calls.checkCaller(live);
  parts.driver.postDue(live);
}
