import type { Command } from 'commander';
import type { Json } from '../../../workflow/json.ts';
import { createCommand, type DataDirOptions, dataDirOption, perform, splitAssignment } from '../../command.ts';
import { note } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';
import { refusal } from '../../refusal.ts';

export function setCommand(): Command {
  const command = createCommand('set', 'Sets variables of an environment, which is made when there is none', [
    ['millrace environments set staging url=https://staging.example.test', 'text'],
    ['millrace environments set staging limit=20 --parse', 'a number: with --parse values are read as JSON where they are'],
  ])
    .argument('<name>', 'the environment')
    .argument('<variable=value...>', 'what to set')
    .option('--parse', 'read values that are JSON (numbers, true, lists) as such')
    .addOption(dataDirOption());
  return perform(command, setVariables);
}

async function setVariables(
  name: string,
  assignments: readonly string[],
  options: DataDirOptions & { readonly parse?: boolean },
): Promise<ExitCode> {
  const { withEngine } = await import('../../open-engine.ts');
  const pairs = assignments.map((text) => splitAssignment(text, 'environments set'));
  return await withEngine({ dataDir: options.dataDir, isQuiet: true }, async (engine) => {
    for (const [variable, text] of pairs) {
      const set = await engine.environments.setVar(name, variable, options.parse ? parsed(text) : text);
      if (!set.ok) throw refusal(set.failure);
    }
    note(`Set ${pairs.map(([variable]) => variable).join(', ')} in ${name}.`);
    return exitCode.ok;
  });
}

/** Text that is no JSON stays text. */
function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
