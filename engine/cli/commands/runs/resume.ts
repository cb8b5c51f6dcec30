import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, perform } from '../../command.ts';
import type { ExitCode } from '../../exit-code.ts';
import { addOutputOptions, type OutputOptions } from '../../output-options.ts';

export function resumeCommand(): Command {
  const command = createCommand(
    'resume',
    'Goes on with a paused run, or with one whose process ended, and stays until it ends or waits again',
    [['millrace runs resume 2f9c…', 'shows the run as millrace run does']],
  )
    .argument('<run>', 'id of the run')
    .addOption(dataDirOption());
  return perform(addOutputOptions(command), resumeRun);
}

async function resumeRun(id: string, options: DataDirOptions & OutputOptions): Promise<ExitCode> {
  const [{ bringOn }, { currentUser }] = await Promise.all([import('../../bring-on.ts'), import('../../current-user.ts')]);
  return await bringOn(id, options, async (engine, record) =>
    record.status === 'paused' ? await engine.resume(id, { by: currentUser() }) : { ok: true, value: null },
  );
}
