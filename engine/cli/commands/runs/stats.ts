import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, perform } from '../../command.ts';
import { note, print, printJson } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';
import { addFilters, type FilterOptions, filterOf } from './filters.ts';

type Options = JsonOptions & DataDirOptions & FilterOptions;

export function statsCommand(): Command {
  const command = createCommand('stats', 'Counts runs: states, success rate and durations', [
    ['millrace runs stats --since 30d', 'by workflow, of the last 30 days'],
    ['millrace runs stats --workflow orders', 'of one workflow and its tasks'],
  ]);
  addFilters(command).addOption(jsonOption('the figures')).addOption(dataDirOption());
  return perform(command, showStatistics);
}

async function showStatistics(options: Options): Promise<ExitCode> {
  const [{ withReader }, { statisticsLines }] = await Promise.all([import('../../open-engine.ts'), import('../../statistics-text.ts')]);
  const found = await withReader(options, (reader) => reader.runs.statistics(filterOf(options)));
  if (options.json) printJson(found);
  else if (found.runs === 0) note('There are no such runs.');
  else for (const line of statisticsLines(found)) print(line);
  return exitCode.ok;
}
