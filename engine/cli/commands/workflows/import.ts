import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, perform } from '../../command.ts';
import { note, print } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';
import { plainText } from '../../terminal/text.ts';

export function importCommand(): Command {
  const command = createCommand('import', 'Stores workflow files; one whose id is taken by a different workflow gets a free id', [
    ['millrace workflows import orders.json stock.json', 'then: millrace run orders'],
    ['millrace workflows import orders.json --replace', 'take the place of the stored one'],
  ])
    .argument('<file...>', 'workflow files')
    .option('--replace', 'take the place of a stored workflow with the same id')
    .addOption(dataDirOption());
  return perform(command, importWorkflows);
}

async function importWorkflows(files: readonly string[], options: DataDirOptions & { readonly replace?: boolean }): Promise<ExitCode> {
  const { readForeign, storeImported } = await import('../../import-file.ts');
  // All are read before one is stored: a bad file leaves nothing half done.
  const foreign = [];
  for (const file of files) foreign.push(await readForeign(file, 'millrace'));
  for (const each of foreign) {
    const { workflow, report } = await storeImported(each, options);
    print(`Stored ${workflow.id}.`);
    for (const warning of report.warnings) note(`warning: ${plainText(warning)}`);
  }
  return exitCode.ok;
}
