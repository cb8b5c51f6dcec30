import type { Command } from 'commander';
import { createCommand, type DataDirOptions, dataDirOption, perform } from '../../command.ts';
import type { ExitCode } from '../../exit-code.ts';
import { addOutputOptions, type OutputOptions } from '../../output-options.ts';

type Options = OutputOptions & DataDirOptions & { readonly detach?: boolean };

export function continueCommand(): Command {
  const command = createCommand('continue', 'Goes on from a breakpoint, and stays with the run until it ends or waits again', [
    ['millrace runs continue 2f9c…', 'lets all tasks begin that wait at a breakpoint'],
    ['millrace runs continue 2f9c… store', 'this one alone'],
  ])
    .argument('<run>', 'id of the run')
    .argument('[task]', 'path of the task that waits; of a task with items, all that wait')
    .option('--detach', 'record it and leave; the run goes on at the next start of an engine')
    .addOption(dataDirOption());
  return perform(addOutputOptions(command), continueRun);
}

async function continueRun(id: string, path: string | undefined, options: Options): Promise<ExitCode> {
  const [{ bringOn }, { currentUser }] = await Promise.all([import('../../bring-on.ts'), import('../../current-user.ts')]);
  return await bringOn(id, options, (engine) => engine.continue(id, { by: currentUser(), ...(path === undefined ? {} : { path }) }));
}
