import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, perform } from '../../command.ts';
import { note } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';
import { refusal } from '../../refusal.ts';

export function deleteCommand(): Command {
  const command = createCommand('delete', 'Removes a stored workflow; a copy goes to the backups, and its runs stay', [
    ['millrace workflows delete orders', 'says where the copy is'],
  ])
    .argument('<workflow>', 'id of a stored workflow')
    .addOption(dataDirOption());
  return perform(command, deleteWorkflow);
}

async function deleteWorkflow(id: string, options: DataDirOptions): Promise<ExitCode> {
  const { withEngine } = await import('../../open-engine.ts');
  return await withEngine({ dataDir: options.dataDir, isQuiet: true }, async (engine) => {
    const deleted = await engine.workflows.delete(id);
    if (!deleted.ok) throw refusal(deleted.failure);
    note(`Deleted ${id}. Its document is kept in ${deleted.value.backup}`);
    return exitCode.ok;
  });
}
