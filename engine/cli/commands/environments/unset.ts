import type { Command } from 'commander';
import { CliError } from '../../cli-error.ts';
import { createCommand, type DataDirOptions, dataDirOption, perform } from '../../command.ts';
import { note } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';
import { refusal } from '../../refusal.ts';

export function unsetCommand(): Command {
  const command = createCommand('unset', 'Removes a variable from an environment', [
    ['millrace environments unset staging url', 'one variable'],
  ])
    .argument('<name>', 'the environment')
    .argument('<variable>', 'the variable')
    .addOption(dataDirOption());
  return perform(command, unsetVariable);
}

async function unsetVariable(name: string, variable: string, options: DataDirOptions): Promise<ExitCode> {
  const { withEngine } = await import('../../open-engine.ts');
  return await withEngine({ dataDir: options.dataDir, isQuiet: true }, async (engine) => {
    const deleted = await engine.environments.deleteVar(name, variable);
    if (!deleted.ok) throw refusal(deleted.failure);
    if (!deleted.value) throw new CliError(`The environment ${name} has no variable ${variable}. See: millrace environments show ${name}`);
    note(`Removed ${variable} from ${name}.`);
    return exitCode.ok;
  });
}
