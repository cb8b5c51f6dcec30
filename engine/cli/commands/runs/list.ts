import { type Command, Option } from 'commander';
import type { RunsQuery } from '../../../host/engine.ts';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, parseCount, perform } from '../../command.ts';
import { note, print, printJson } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';

const statuses = ['queued', 'running', 'waiting', 'paused', 'succeeded', 'failed', 'canceled'] as const;

type Options = JsonOptions &
  DataDirOptions & {
    readonly workflow?: string;
    readonly status?: (typeof statuses)[number];
    readonly limit: number;
    readonly before?: string;
  };

export function listCommand(): Command {
  const command = createCommand('list', 'Lists runs, newest first', [
    ['millrace runs list', 'the last 50'],
    ['millrace runs list --workflow orders --status failed', 'the failed ones of one workflow'],
  ])
    .option('-w, --workflow <workflow>', 'only runs of this workflow')
    .addOption(new Option('-s, --status <status>', 'only runs with this status').choices(statuses))
    .option('-n, --limit <n>', 'how many', parseCount, 50)
    .option('--before <run>', 'only runs older than this one')
    .addOption(jsonOption('the runs'))
    .addOption(dataDirOption());
  return perform(command, listRuns);
}

async function listRuns(options: Options): Promise<ExitCode> {
  const [{ withReader }, { runsTable }] = await Promise.all([import('../../open-engine.ts'), import('../../runs-text.ts')]);
  const { workflow, status, limit, before } = options;
  const query: RunsQuery = { limit, ...(workflow ? { workflow } : {}), ...(status ? { status } : {}), ...(before ? { before } : {}) };
  const runs = await withReader(options, (reader) => reader.runs.list(query));
  if (options.json) printJson({ runs });
  else if (runs.length === 0) note('There are no such runs.');
  else for (const line of runsTable(runs)) print(line);
  return exitCode.ok;
}
