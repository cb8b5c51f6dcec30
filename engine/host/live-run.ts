import type { Files } from '../ports.ts';
import type { SlotRequest } from '../run/dispatch.ts';
import type { RunEvent } from '../run/event.ts';
import type { Run } from '../run/run.ts';
import type { Attempt } from './attempt.ts';
import type { Redactor } from './redaction.ts';

/** What the host must know of a run after a restart, kept in its first event. */
export type HostFacts = {
  /** Absolute folder of a workflow that was run from a file; null: the stored workflow's own folder. */
  readonly folder: string | null;
  /** How many runs called one another to get here. */
  readonly depth: number;
  /** Called by a run that does not wait for it. */
  readonly isDetached: boolean;
};

export type CreatedEvent = Extract<RunEvent, { type: 'run.created' }> & { readonly host: HostFacts };

/** A run in this process: the planner's state and what belongs to it outside of the plan. */
export type LiveRun = {
  readonly id: string;
  readonly run: Run;
  readonly host: HostFacts;
  readonly files: Files;
  readonly redactor: Redactor;
  /** From the first on; the last ones may not be on disk yet. */
  readonly events: RunEvent[];
  /** Leaf attempts that run, by path. */
  readonly attempts: Map<string, Attempt>;
  /** Slots of pools that waiting tasks keep, by path. */
  readonly held: Map<string, SlotRequest>;
  /** Its planning failed, which is a bug in Millrace: it stands still until the engine is started again. */
  isBroken: boolean;
  /** When the timers will wake it; null: not asked for. */
  wakeAt: number | null;
};

export function hostFactsOf(event: RunEvent): HostFacts {
  const { host } = event as Partial<CreatedEvent>;
  return host ?? { folder: null, depth: 0, isDetached: false };
}
