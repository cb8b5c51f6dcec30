import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, perform } from '../../command.ts';
import { note } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';
import { refusal } from '../../refusal.ts';

export function removeCommand(): Command {
  const command = createCommand('remove', 'Removes runs that have ended, with their logs and all that belongs to them alone', [
    ['millrace runs remove 2f9c…', 'for good; several may be named'],
  ])
    .argument('<run...>', 'ids of the runs')
    .addOption(dataDirOption());
  return perform(command, removeRuns);
}

async function removeRuns(ids: readonly string[], options: DataDirOptions): Promise<ExitCode> {
  const { withEngine } = await import('../../open-engine.ts');
  return await withEngine({ dataDir: options.dataDir, isQuiet: true }, async (engine) => {
    const removed = await engine.removeRuns(ids);
    if (!removed.ok) throw refusal(removed.failure);
    note(ids.length === 1 ? `Run ${ids[0]} is removed.` : `${ids.length} runs are removed.`);
    return exitCode.ok;
  });
}
