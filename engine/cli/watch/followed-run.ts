// A run as this process sees it: the same state the engine has, made from the same events.
import type { RunMessage } from '../../host/engine.ts';
import type { LogLevel } from '../../ports.ts';
import type { RunEvent } from '../../run/event.ts';
import { compileProgram } from '../../run/program.ts';
import { createRun, type Run } from '../../run/run.ts';
import { transition } from '../../run/transition.ts';
import type { Catalog } from '../../workflow/catalog.ts';
import type { Workflow } from '../../workflow/schema.ts';

export type LastLog = { readonly level: LogLevel; readonly text: string };

/** `lastLogs`: by task path. */
export type FollowedRun = { readonly run: Run; readonly workflow: Workflow; readonly lastLogs: Map<string, LastLog> };

/** Begins with what the journal has of the run; null when it has nothing. */
export function followEvents(workflow: Workflow, catalog: Catalog, events: readonly RunEvent[]): FollowedRun | null {
  const [created, ...rest] = events;
  if (!created) return null;
  const run = createRun(compileProgram(workflow, catalog), created);
  for (const event of rest) transition(run, event);
  return { run, workflow, lastLogs: new Map() };
}

/** Takes one message in. False when it was known already: what is read from the journal also comes as a message. */
export function takeMessage(followed: FollowedRun, message: RunMessage): boolean {
  if (message.type === 'log') {
    followed.lastLogs.set(message.line.task, { level: message.line.level, text: message.line.text });
    return true;
  }
  if (message.event.seq <= followed.run.seq) return false;
  transition(followed.run, message.event);
  return true;
}
