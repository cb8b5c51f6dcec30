import type { Command } from 'commander';
import { collect, createCommand, type DataDirOptions, dataDirOption, perform } from '../../command.ts';
import type { ExitCode } from '../../exit-code.ts';
import { addOutputOptions, type OutputOptions } from '../../output-options.ts';

export type ApproveOptions = OutputOptions &
  DataDirOptions & {
    readonly reject?: boolean;
    readonly comment?: string;
    readonly value?: readonly string[];
    readonly by?: string;
    readonly detach?: boolean;
  };

export function approveCommand(): Command {
  const command = createCommand('approve', 'Decides a waiting approval, and goes on with the run until it ends or waits again', [
    ['millrace runs approve 2f9c… sign_off', 'approve; the task may be left out when only one waits'],
    ['millrace runs approve 2f9c… sign_off --reject --comment "too early"', 'reject, with a reason'],
    ['millrace runs approve 2f9c… sign_off --value amount=20', 'with a value for the form of the approval'],
  ])
    .argument('<run>', 'id of the run')
    .argument('[task]', 'path of the task that waits')
    .option('--reject', 'reject instead of approving')
    .option('-c, --comment <text>', 'a remark that is kept with the decision')
    .option('--value <name=value>', 'a value for the form of the approval (repeatable)', collect)
    .option('--by <name>', 'who decides (default: the user of this terminal)')
    .option('--detach', 'record the decision and leave; the run goes on at the next start of an engine')
    .addOption(dataDirOption());
  return perform(addOutputOptions(command), async (run: string, task: string | undefined, options: ApproveOptions): Promise<ExitCode> => {
    const { decideApproval } = await import('../../decide-approval.ts');
    return await decideApproval(run, task, options);
  });
}
