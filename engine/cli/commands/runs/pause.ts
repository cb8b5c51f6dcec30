import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, perform } from '../../command.ts';
import { note } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';
import { refusal } from '../../refusal.ts';

export function pauseCommand(): Command {
  const command = createCommand('pause', 'Lets an unfinished run start no further task until it is resumed', [
    ['millrace runs pause 2f9c…', 'go on later with: millrace runs resume 2f9c…'],
  ])
    .argument('<run>', 'id of the run')
    .addOption(dataDirOption());
  return perform(command, pauseRun);
}

async function pauseRun(id: string, options: DataDirOptions): Promise<ExitCode> {
  const [{ withEngine }, { currentUser }] = await Promise.all([import('../../open-engine.ts'), import('../../current-user.ts')]);
  return await withEngine({ dataDir: options.dataDir, isQuiet: true }, async (engine) => {
    const paused = await engine.pause(id, { by: currentUser() });
    if (!paused.ok) throw refusal(paused.failure);
    note(`Run ${id} is paused. Go on with: millrace runs resume ${id}`);
    return exitCode.ok;
  });
}
