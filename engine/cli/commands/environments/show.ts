import type { Command } from 'commander';
import { CliError } from '../../cli-error.ts';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, perform } from '../../command.ts';
import { print, printJson } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';
import { refusal } from '../../refusal.ts';
import { oneLine } from '../../terminal/text.ts';

export function showCommand(): Command {
  const command = createCommand('show', 'Shows the variables of an environment', [
    ['millrace environments show staging', 'name=value lines'],
  ])
    .argument('<name>', 'the environment')
    .addOption(jsonOption('the variables'))
    .addOption(dataDirOption());
  return perform(command, showEnvironment);
}

async function showEnvironment(name: string, options: JsonOptions & DataDirOptions): Promise<ExitCode> {
  const { withReader } = await import('../../open-engine.ts');
  return await withReader(options, async ({ environments }) => {
    const listed = await environments.list();
    if (!listed.ok) throw refusal(listed.failure);
    const environment = Object.hasOwn(listed.value, name) ? listed.value[name] : undefined;
    if (!environment) throw new CliError(`There is no environment ${name}. All of them: millrace environments list`);
    if (options.json) printJson({ vars: environment.vars });
    else
      for (const [variable, value] of Object.entries(environment.vars))
        print(`${variable}=${oneLine(typeof value === 'string' ? value : JSON.stringify(value))}`);
    return exitCode.ok;
  });
}
