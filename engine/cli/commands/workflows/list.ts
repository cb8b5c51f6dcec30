import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, perform } from '../../command.ts';
import { note, print, printJson } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';

export function listCommand(): Command {
  const command = createCommand('list', 'Lists the stored workflows', [
    ['millrace workflows list', 'with their problems, if they have any'],
  ])
    .addOption(jsonOption('the workflows'))
    .addOption(dataDirOption());
  return perform(command, listWorkflows);
}

async function listWorkflows(options: JsonOptions & DataDirOptions): Promise<ExitCode> {
  const [{ withReader }, { workflowsTable }] = await Promise.all([import('../../open-engine.ts'), import('../../workflow-text.ts')]);
  const workflows = await withReader(options, (reader) => reader.workflows.list());
  if (options.json) printJson({ workflows });
  else if (workflows.length === 0) note('There are no stored workflows. Store one with: millrace workflows import <file>');
  else for (const line of workflowsTable(workflows)) print(line);
  return exitCode.ok;
}
