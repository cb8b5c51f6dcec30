import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, perform } from '../../command.ts';
import { note } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';
import { refusal } from '../../refusal.ts';

export function cancelCommand(): Command {
  const command = createCommand('cancel', 'Ends an unfinished run; what it had started is cleaned up', [
    ['millrace runs cancel 2f9c… --message "wrong day"', 'with a reason, which is kept'],
  ])
    .argument('<run>', 'id of the run')
    .option('-m, --message <text>', 'why')
    .addOption(dataDirOption());
  return perform(command, cancelRun);
}

async function cancelRun(id: string, options: DataDirOptions & { readonly message?: string }): Promise<ExitCode> {
  const [{ withEngine }, { currentUser }] = await Promise.all([import('../../open-engine.ts'), import('../../current-user.ts')]);
  return await withEngine({ dataDir: options.dataDir, isQuiet: true }, async (engine) => {
    const canceled = await engine.cancel(id, { by: currentUser(), ...(options.message ? { message: options.message } : {}) });
    if (!canceled.ok) throw refusal(canceled.failure);
    const { status } = await engine.whenFinished(id);
    note(`Run ${id} is ${status}.`);
    return exitCode.ok;
  });
}
