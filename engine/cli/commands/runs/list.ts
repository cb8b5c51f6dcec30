import type { Command } from 'commander';
import type { RunsQuery } from '../../../host/engine.ts';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, parseCount, perform } from '../../command.ts';
import { note, print, printJson } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';
import { addFilters, type FilterOptions, filterOf } from './filters.ts';

type Options = JsonOptions & DataDirOptions & FilterOptions & { readonly limit: number; readonly before?: string };

export function listCommand(): Command {
  const command = createCommand('list', 'Lists runs: what goes on, then what has ended, the newest first', [
    ['millrace runs list', 'the last 50'],
    ['millrace runs list --workflow orders --status failed,canceled --since 7d', 'what went wrong in one workflow this week'],
    ['millrace runs list --text 4711', 'all that have to do with order 4711'],
  ]);
  addFilters(command)
    .option('-n, --limit <n>', 'how many', parseCount, 50)
    .option('--before <run>', 'only what follows this run, or `next` of the JSON before')
    .addOption(jsonOption('the runs'))
    .addOption(dataDirOption());
  return perform(command, listRuns);
}

async function listRuns(options: Options): Promise<ExitCode> {
  const [{ withReader }, { runsTable }] = await Promise.all([import('../../open-engine.ts'), import('../../runs-text.ts')]);
  const { limit, before } = options;
  const query: RunsQuery = { ...filterOf(options), limit, ...(before ? { before } : {}) };
  const page = await withReader(options, (reader) => reader.runs.list(query));
  if (options.json) printJson(page);
  else if (page.runs.length === 0) note('There are no such runs.');
  else for (const line of runsTable(page.runs)) print(line);
  return exitCode.ok;
}
