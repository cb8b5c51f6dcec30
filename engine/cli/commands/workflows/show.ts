import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, perform } from '../../command.ts';
import { print, printJson } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';

export function showCommand(): Command {
  const command = createCommand('show', 'Shows a stored workflow: its inputs, triggers and tasks', [
    ['millrace workflows show orders', 'as people read it; the document itself: millrace workflows export orders'],
  ])
    .argument('<workflow>', 'id of a stored workflow')
    .addOption(jsonOption('the document and its problems'))
    .addOption(dataDirOption());
  return perform(command, showWorkflow);
}

async function showWorkflow(id: string, options: JsonOptions & DataDirOptions): Promise<ExitCode> {
  const { readStoredWorkflow } = await import('../../stored-workflow.ts');
  const { workflowLines } = await import('../../workflow-text.ts');
  const { noteProblems } = await import('../../check-file.ts');
  const stored = await readStoredWorkflow(id, options);
  if (options.json) printJson({ workflow: stored.workflow, problems: stored.problems });
  else {
    for (const line of stored.workflow ? workflowLines(stored.workflow) : []) print(line);
    noteProblems(stored.problems, { file: `${id} (stored)`, source: stored.text });
  }
  return stored.workflow ? exitCode.ok : exitCode.badInput;
}
