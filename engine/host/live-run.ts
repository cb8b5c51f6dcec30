import type { Files, LogLine } from '../ports.ts';
import type { SlotRequest } from '../run/dispatch.ts';
import type { HostFacts, RunEvent } from '../run/event.ts';
import type { Run } from '../run/run.ts';
import type { Attempt } from './attempt.ts';
import type { Redactor } from './redaction.ts';

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
  /** The same as JSON, for they are written down twice; null when it is not worth its room. */
  texts: string[] | null;
  textsLength: number;
  /** How many of these are on disk: more is shown to nobody. */
  durable: number;
  /** Log lines for subscribers, each behind as many events as there were when it was written. */
  readonly lines: { readonly behind: number; readonly line: LogLine }[];
  /** Leaf attempts that run, by path. */
  readonly attempts: Map<string, Attempt>;
  /** Slots of pools that waiting tasks keep, by path. */
  readonly held: Map<string, SlotRequest>;
  /** Its planning failed, which is a bug in Millrace: it stands still until the engine is started again. */
  isBroken: boolean;
  /** Its end is on disk, and whoever waited for it has been told. */
  isTold: boolean;
  /** When the timers will wake it; null: not asked for. */
  wakeAt: number | null;
};

export function hostFactsOf(event: RunEvent): HostFacts {
  return (event.type === 'run.created' ? event.host : undefined) ?? { folder: null, depth: 0, isDetached: false };
}

/** In characters of one run; with more than this it is cheaper to make them again. */
const keptTexts = 1024 * 1024;

/** Adds an event to its run, and gives it as JSON. */
export function tell(live: LiveRun, event: RunEvent): string {
  const text = JSON.stringify(event);
  live.events.push(event);
  if (live.texts === null) return text;
  live.textsLength += text.length;
  if (live.textsLength > keptTexts) live.texts = null;
  else live.texts.push(text);
  return text;
}
