import type { Workflow } from '../../workflow/schema.ts';
import { testCatalog } from '../../workflow/testing/catalog.ts';
import type { Report, RunEvent, Step } from '../event.ts';
import { advance } from '../plan.ts';
import { compileProgram } from '../program.ts';
import { createRun, type Run } from '../run.ts';
import { transition } from '../transition.ts';

export const openedAt = 1_000_000;

export type OpenRun = {
  readonly run: Run;
  /** Everything recorded so far. */
  readonly events: readonly RunEvent[];
  readonly tell: (report: Report, at?: number) => Step;
};

type CreatedEvent = Extract<RunEvent, { type: 'run.created' }>;

/** A run of the test catalog that has started and is planned by hand, report by report. */
export function openRun(workflow: Workflow, facts: Pick<CreatedEvent, 'reused' | 'upTo' | 'breakpoints' | 'pinned'> = {}): OpenRun {
  const created: RunEvent = {
    type: 'run.created',
    run: 'r1',
    seq: 1,
    at: openedAt,
    workflow: workflow.id,
    definition: '',
    inputs: {},
    vars: {},
    environment: null,
    trigger: { kind: 'manual' },
    ...facts,
  };
  const opened = goOn(createRun(compileProgram(workflow, testCatalog), created), [created]);
  opened.tell({ type: 'start' });
  return opened;
}

/** The same run after a restart: made of its events alone. */
export function reopenRun(workflow: Workflow, events: readonly RunEvent[]): OpenRun {
  const run = createRun(compileProgram(workflow, testCatalog), events[0] as RunEvent);
  for (const event of events.slice(1)) transition(run, event);
  return goOn(run, [...events]);
}

function goOn(run: Run, events: RunEvent[]): OpenRun {
  const tell = (report: Report, at = openedAt): Step => {
    const step = advance(run, report, at);
    events.push(...step.events);
    return step;
  };
  return { run, events, tell };
}
