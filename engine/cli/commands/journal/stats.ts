import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, perform } from '../../command.ts';
import { print, printJson } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';

export function statsCommand(): Command {
  const command = createCommand('stats', 'Says what is recorded, what it takes, and what keeps it', [
    ['millrace journal stats', 'changes nothing, and may run beside an engine'],
  ])
    .addOption(jsonOption('the figures'))
    .addOption(dataDirOption());
  return perform(command, stats);
}

async function stats(options: DataDirOptions & JsonOptions): Promise<ExitCode> {
  const [{ inspectedPlace }, { readDataStats }, { statsLines }] = await Promise.all([
    import('../../inspected-place.ts'),
    import('../../../adapters/inspection/data-stats.ts'),
    import('../../findings-text.ts'),
  ]);
  const found = await readDataStats(await inspectedPlace(options));
  if (options.json) printJson(found);
  else for (const line of statsLines(found)) print(line);
  return exitCode.ok;
}
