// Which runs: the options that listing and counting have in common.
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { RunsFilter } from '../../../host/engine.ts';
import { parseDuration } from '../../../workflow/duration.ts';

const statuses = ['queued', 'running', 'waiting', 'paused', 'succeeded', 'failed', 'canceled'] as const;
const triggers = ['manual', 'schedule', 'call', 'rerun'] as const;

type Status = (typeof statuses)[number];

export type FilterOptions = {
  readonly workflow?: string;
  readonly status?: readonly Status[];
  readonly trigger?: (typeof triggers)[number];
  readonly env?: string;
  readonly since?: number;
  readonly until?: number;
  readonly text?: string;
};

export function addFilters(command: Command): Command {
  return command
    .option('-w, --workflow <workflow>', 'only runs of this workflow')
    .option('-s, --status <status,…>', `only runs with one of these: ${statuses.join(', ')}`, parseStatuses)
    .addOption(new Option('--trigger <kind>', 'only runs that were started this way').choices(triggers))
    .option('-e, --env <environment>', 'only runs with this environment')
    .option('--since <time>', 'only runs created then or later: 2h (ago), 2026-11-01, 2026-11-01T08:30', parseTime)
    .option('--until <time>', 'only runs created before then', parseTime)
    .option(
      '-t, --text <words>',
      'only runs with these words in ids, environment, trigger, failure or the first 200 characters of the inputs',
    );
}

export function filterOf({ workflow, status, trigger, env, since, until, text }: FilterOptions): RunsFilter {
  return {
    ...(workflow === undefined ? {} : { workflow }),
    ...(status === undefined ? {} : { status }),
    ...(trigger === undefined ? {} : { trigger }),
    ...(env === undefined ? {} : { environment: env }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(text === undefined ? {} : { text }),
  };
}

/** Given once with commas, or several times. */
function parseStatuses(text: string, before: readonly Status[] = []): readonly Status[] {
  const found = text.split(',').map((word) => statuses.find((status) => status === word));
  if (found.some((status) => status === undefined)) throw new InvalidArgumentError(`Each must be one of ${statuses.join(', ')}.`);
  return [...before, ...found.filter((status) => status !== undefined)];
}

const localTime = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?$/;

/** How long ago, or when; without a zone it is this computer's. */
function parseTime(text: string): number {
  const ago = parseDuration(text);
  const at =
    ago === null ? (localTime.test(text) ? Date.parse(text.includes('T') ? text : `${text}T00:00`) : Number.NaN) : Date.now() - ago;
  if (Number.isFinite(at)) return at;
  throw new InvalidArgumentError('It must be how long ago (30m, 2h, 7d) or a time (2026-11-01, 2026-11-01T08:30).');
}
