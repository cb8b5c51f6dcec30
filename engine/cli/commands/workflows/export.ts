import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, perform } from '../../command.ts';
import { note } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';

export function exportCommand(): Command {
  const command = createCommand('export', 'Prints the document of a stored workflow, word for word', [
    ['millrace workflows export orders > orders.json', 'to a file'],
    ['millrace workflows export orders -o orders.json', 'the same; refuses to overwrite without --force'],
  ])
    .argument('<workflow>', 'id of a stored workflow')
    .option('-o, --output <file>', 'write to this file')
    .option('--force', 'overwrite the file')
    .addOption(dataDirOption());
  return perform(command, exportWorkflow);
}

async function exportWorkflow(
  id: string,
  options: DataDirOptions & { readonly output?: string; readonly force?: boolean },
): Promise<ExitCode> {
  const { readStoredWorkflow, writeDocument } = await import('../../stored-workflow.ts');
  const { text } = await readStoredWorkflow(id, options);
  if (options.output === undefined) process.stdout.write(text);
  else {
    await writeDocument(options.output, text, options.force === true);
    note(`Wrote ${options.output}.`);
  }
  return exitCode.ok;
}
