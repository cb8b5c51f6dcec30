import type { Command } from 'commander';
import { createCommand, perform } from '../command.ts';
import { printJson } from '../console.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';

export function schemaCommand(): Command {
  const command = createCommand('schema', 'Prints the JSON Schema of workflow files, for editors that complete and check', [
    ['millrace schema > workflow.schema.json', 'then refer to it: { "$schema": "workflow.schema.json", "format": 1, … }'],
  ]);
  return perform(command, printSchema);
}

async function printSchema(): Promise<ExitCode> {
  const { workflowJsonSchema } = await import('../../workflow/json-schema.ts');
  printJson(workflowJsonSchema());
  return exitCode.ok;
}
