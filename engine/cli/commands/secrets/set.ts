import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, perform } from '../../command.ts';
import { note } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';
import { refusal } from '../../refusal.ts';

export function setCommand(): Command {
  const command = createCommand('set', 'Stores a secret; its value is read from standard input and never shown', [
    ['millrace secrets set API_TOKEN', 'asks for the value without showing it'],
    ['millrace secrets set API_TOKEN < token.txt', 'one line break at the end is dropped'],
  ])
    .argument('<name>', 'the name in {{ secrets.NAME }}')
    .addOption(dataDirOption());
  return perform(command, setSecret);
}

/** There is no option for the value: it would be seen in the list of processes and in the shell's history. */
async function setSecret(name: string, options: DataDirOptions): Promise<ExitCode> {
  const [{ withEngine }, { readSecret }] = await Promise.all([import('../../open-engine.ts'), import('../../read-secret.ts')]);
  const value = await readSecret(name);
  return await withEngine({ dataDir: options.dataDir, isQuiet: true }, async (engine) => {
    const set = await engine.secrets.set(name, value);
    if (!set.ok) throw refusal(set.failure);
    note(`Stored the secret ${name}.`);
    return exitCode.ok;
  });
}
