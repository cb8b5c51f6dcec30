import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, perform } from '../../command.ts';
import { note, print, printJson } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';

export function listCommand(): Command {
  const command = createCommand('list', 'Lists the environments', [
    ['millrace environments list', 'then: millrace run orders --env staging'],
  ])
    .addOption(jsonOption('the environments'))
    .addOption(dataDirOption());
  return perform(command, listEnvironments);
}

async function listEnvironments(options: JsonOptions & DataDirOptions): Promise<ExitCode> {
  const { refusal, withEngine } = await import('../../open-engine.ts');
  return await withEngine({ dataDir: options.dataDir, isQuiet: true }, async (engine) => {
    const listed = await engine.environments.list();
    if (!listed.ok) throw refusal(listed.failure);
    const environments = listed.value;
    if (options.json) printJson({ environments });
    else if (Object.keys(environments).length === 0) note('There are none. Make one with: millrace environments set staging url=https://…');
    else for (const [name, { vars }] of Object.entries(environments)) print(`${name}  (${Object.keys(vars).length} variables)`);
    return exitCode.ok;
  });
}
