import type { Command } from 'commander';
import { collect, createCommand, type DataDirOptions, dataDirOption, parseCount, perform } from '../command.ts';
import type { ExitCode } from '../exit-code.ts';
import { addOutputOptions, type OutputOptions } from '../output-options.ts';

export type RunOptions = OutputOptions &
  DataDirOptions & {
    readonly input?: readonly string[];
    readonly inputs?: string;
    readonly env?: string;
    readonly dryRun?: boolean;
    readonly fromFailed?: string;
    readonly fromTask?: string;
    readonly upTo?: string;
    readonly break?: readonly string[];
    readonly pin?: readonly string[];
    readonly slots?: number;
  };

export function runCommand(): Command {
  const command = createCommand('run', 'Runs a workflow and stays with it until it ends', [
    ['millrace run orders.json', 'a file; relative paths in it start from its folder'],
    ['millrace run orders --input day=2026-03-01 --input limit=20', 'a stored workflow, with inputs'],
    ['millrace run orders.json --dry-run', 'what would run, with which parameters'],
    ['millrace run orders.json --from-failed 2f9c…', 'only what that run did not get done'],
    ['millrace run orders.json --up-to store --break store', 'as far as store, and wait before it'],
    ['millrace run orders.json --json | jq .outputs', 'the run as one JSON object'],
  ])
    .argument('[file|id]', 'a workflow file, - for standard input, or the id of a stored workflow; may be left out with --from-…')
    .option('-i, --input <name=value>', 'an input of the workflow (repeatable)', collect)
    .option('--inputs <file>', 'JSON file with inputs by name')
    .option('-e, --env <name>', 'environment whose variables the run sees')
    .option('--dry-run', 'show what would run, and run nothing')
    .option('--from-failed <run>', 'take over what succeeded in that run, and run the rest')
    .option('--from-task <run:task>', 'run this task of that run and what follows it, and take over the rest')
    .option('--up-to <task>', 'run this task and what it stands on, and skip the rest')
    .option('--break <task>', 'wait before this task until it is told to go on (repeatable)', collect)
    .option(
      '--pin <task=run>',
      'take the result of this task from that run (or task=run:other-task) and do not run it (repeatable)',
      collect,
    )
    .option('--slots <n>', 'how many attempts at once (default: twice the processors)', parseCount)
    .addOption(dataDirOption())
    .addHelpText('after', waitingHelp);
  return perform(addOutputOptions(command), async (source: string | undefined, options: RunOptions): Promise<ExitCode> => {
    const { runWorkflow } = await import('../run-workflow.ts');
    return await runWorkflow(source, options);
  });
}

const waitingHelp = `
Waiting: when only a person can bring the run on, by a decision or from a breakpoint, a terminal asks.
Without one the command ends with status "waiting" and exit code 0; the run is kept, and "millrace runs
approve" or "millrace runs continue" goes on with it.
Ctrl+C cancels the run and waits until its tasks have cleaned up; a second one kills them.`;
