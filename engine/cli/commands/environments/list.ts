import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, perform } from '../../command.ts';
import { note, print, printJson } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';
import { refusal } from '../../refusal.ts';

export function listCommand(): Command {
  const command = createCommand('list', 'Lists the environments', [
    ['millrace environments list', 'then: millrace run orders --env staging'],
  ])
    .addOption(jsonOption('the environments'))
    .addOption(dataDirOption());
  return perform(command, listEnvironments);
}

async function listEnvironments(options: JsonOptions & DataDirOptions): Promise<ExitCode> {
  const { withReader } = await import('../../open-engine.ts');
  return await withReader(options, async ({ environments }) => {
    const listed = await environments.list();
    if (!listed.ok) throw refusal(listed.failure);
    const found = listed.value;
    if (options.json) printJson({ environments: found });
    else if (Object.keys(found).length === 0) note('There are none. Make one with: millrace environments set staging url=https://…');
    else for (const [name, { vars }] of Object.entries(found)) print(`${name}  (${Object.keys(vars).length} variables)`);
    return exitCode.ok;
  });
}
