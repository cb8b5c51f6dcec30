import type { Command } from 'commander';
import { collect, createCommand, type DataDirOptions, dataDirOption, perform } from '../../command.ts';
import type { ExitCode } from '../../exit-code.ts';
import { addOutputOptions, type OutputOptions } from '../../output-options.ts';

type Options = OutputOptions &
  DataDirOptions & { readonly task?: string; readonly input?: readonly string[]; readonly env?: string; readonly dryRun?: boolean };

export function rerunCommand(): Command {
  const command = createCommand('rerun', 'Starts a new run that takes over what succeeded in an old one, and runs the rest', [
    ['millrace runs rerun 2f9c…', 'what failed and what follows it'],
    ['millrace runs rerun 2f9c… --task store', 'this task and what follows it'],
    ['millrace runs rerun 2f9c… --dry-run', 'which tasks would run, which are taken over, and why'],
  ])
    .argument('<run>', 'id of the old run, which stays as it is')
    .option('-t, --task <task>', 'run this task again, though it succeeded')
    .option('-i, --input <name=value>', 'another value for an input (repeatable)', collect)
    .option('-e, --env <name>', 'environment whose variables the run sees')
    .option('--dry-run', 'show what would run, and run nothing')
    .addOption(dataDirOption());
  return perform(addOutputOptions(command), rerun);
}

/** The same as `run --from-failed` and `run --from-task`. */
async function rerun(id: string, { task, ...options }: Options): Promise<ExitCode> {
  const { runWorkflow } = await import('../../run-workflow.ts');
  return await runWorkflow(undefined, { ...options, ...(task === undefined ? { fromFailed: id } : { fromTask: `${id}:${task}` }) });
}
