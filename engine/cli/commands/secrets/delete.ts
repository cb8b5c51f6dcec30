import type { Command } from 'commander';
import { CliError } from '../../cli-error.ts';
import { createCommand, type DataDirOptions, dataDirOption, perform } from '../../command.ts';
import { note } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';
import { refusal } from '../../refusal.ts';

export function deleteCommand(): Command {
  const command = createCommand('delete', 'Deletes a secret', [['millrace secrets delete API_TOKEN', 'it cannot be got back']])
    .argument('<name>', 'name of the secret')
    .addOption(dataDirOption());
  return perform(command, deleteSecret);
}

async function deleteSecret(name: string, options: DataDirOptions): Promise<ExitCode> {
  const { withEngine } = await import('../../open-engine.ts');
  return await withEngine({ dataDir: options.dataDir, isQuiet: true }, async (engine) => {
    const deleted = await engine.secrets.delete(name);
    if (!deleted.ok) throw refusal(deleted.failure);
    if (!deleted.value) throw new CliError(`There is no stored secret ${name}. All of them: millrace secrets list`);
    note(`Deleted the secret ${name}.`);
    return exitCode.ok;
  });
}
