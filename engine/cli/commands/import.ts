import { type Command, Option } from 'commander';
import type { Imported } from '../../workflow/import/imported.ts';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, perform } from '../command.ts';
import { note, print, printJson } from '../console.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { plainText } from '../terminal/text.ts';

type Options = JsonOptions & DataDirOptions & { readonly from: 'wfinstances' | 'millrace'; readonly replace?: boolean };

export function importCommand(): Command {
  const command = createCommand('import', 'Turns a document from elsewhere into a workflow and stores it', [
    ['millrace import blast.json --from wfinstances', 'a recorded scientific workflow, as waits for the recorded times'],
    ['millrace import orders.json --from millrace', 'a workflow file from elsewhere; a taken id gets a number'],
    ['millrace import blast.json --from wfinstances --json', '{ workflow, report } on stdout; nothing is stored'],
  ])
    .argument('<file>', 'the document; - reads standard input')
    .addOption(new Option('--from <format>', 'what the document is').choices(['wfinstances', 'millrace']).makeOptionMandatory())
    .option('--replace', 'take the place of a stored workflow with the same id')
    .addOption(jsonOption('the workflow and a report, without storing anything'))
    .addOption(dataDirOption());
  return perform(command, importFile);
}

async function importFile(file: string, options: Options): Promise<ExitCode> {
  const { readForeign, storeImported } = await import('../import-file.ts');
  const foreign = await readForeign(file, options.from);
  if (options.json) {
    printJson(foreign);
    return exitCode.ok;
  }
  const stored = await storeImported(foreign, options);
  print(importText(stored));
  for (const warning of stored.report.warnings) note(`warning: ${plainText(warning)}`);
  note(`Start it with: millrace run ${stored.workflow.id}`);
  return exitCode.ok;
}

function importText({ workflow, report }: Imported): string {
  return `Stored the workflow ${workflow.id} with ${counted(report.tasks, 'task')} and ${counted(report.edges, 'need')}.`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
