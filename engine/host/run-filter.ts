import type { ListDigest, ListedRun } from '../adapters/history.ts';
import type { RunTrigger } from '../run/event.ts';
import type { RunSummary } from '../run/view.ts';
import type { RunsFilter } from './engine.ts';

export type RunFilter = {
  readonly matches: (run: Pick<ListedRun, 'summary' | 'inputs'>) => boolean;
  /** Whether there may be such runs among these. */
  readonly wants: (digest: ListDigest) => boolean;
};

export function createRunFilter(filter: RunsFilter): RunFilter {
  const { workflow, status, trigger, environment, since = -Infinity, until = Infinity, text = '' } = filter;
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const fits = (summary: RunSummary) =>
    (workflow === undefined || summary.workflow === workflow) &&
    (status === undefined || status.includes(summary.status)) &&
    (trigger === undefined || summary.trigger.kind === trigger) &&
    (environment === undefined || summary.environment === environment) &&
    summary.createdAt >= since &&
    summary.createdAt < until;
  return {
    // Only what is searched is made into text.
    matches: (run) => fits(run.summary) && (words.length === 0 || hasWords(words, run)),
    wants: ({ created: [first, last], counts }) =>
      last >= since &&
      first < until &&
      Object.entries(counts).some(
        ([name, byStatus]) =>
          (workflow === undefined || name === workflow) && (status === undefined || status.some((each) => Object.hasOwn(byStatus, each))),
      ),
  };
}

function hasWords(words: readonly string[], { summary, inputs }: Pick<ListedRun, 'summary' | 'inputs'>): boolean {
  const { id, workflow, environment, trigger, error } = summary;
  const text = [id, workflow, environment, nameOf(trigger), error?.code, error?.message, inputs].join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}

function nameOf(trigger: RunTrigger): string | undefined {
  switch (trigger.kind) {
    case 'schedule':
      return trigger.trigger;
    case 'manual':
      return trigger.by;
    default:
      return trigger.run;
  }
}
