import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, perform } from '../../command.ts';
import { note, print, printJson } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';
import { refusal } from '../../refusal.ts';

export function listCommand(): Command {
  const command = createCommand('list', 'Lists the names of the secrets, never their values', [
    ['millrace secrets list', 'those from MILLRACE_SECRET_… variables included'],
  ])
    .addOption(jsonOption('the names'))
    .addOption(dataDirOption());
  return perform(command, listSecrets);
}

async function listSecrets(options: JsonOptions & DataDirOptions): Promise<ExitCode> {
  const { withReader } = await import('../../open-engine.ts');
  return await withReader(options, async ({ secrets }) => {
    const names = await secrets.names();
    if (!names.ok) throw refusal(names.failure);
    if (options.json) printJson({ secrets: names.value });
    else if (names.value.length === 0) note('There are no secrets. Store one with: millrace secrets set NAME');
    else for (const name of names.value) print(name);
    return exitCode.ok;
  });
}
