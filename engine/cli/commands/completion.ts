import { Argument, type Command } from 'commander';
import { createCommand, perform } from '../command.ts';
import { print } from '../console.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

export function completionCommand(): Command {
  const command = createCommand('completion', 'Prints a script that lets a shell complete commands, options, workflows and runs', [
    ['source <(millrace completion bash)', 'for this shell; put it into ~/.bashrc for every one'],
    ['millrace completion zsh > ~/.zfunc/_millrace', 'with fpath+=~/.zfunc before compinit'],
    ['millrace completion fish > ~/.config/fish/completions/millrace.fish', 'for fish'],
  ]).addArgument(new Argument('<shell>', 'the shell').choices(shells));
  return perform(command, async (shell: (typeof shells)[number]): Promise<ExitCode> => {
    const { completionScript } = await import('../completion-scripts.ts');
    print(completionScript(shell));
    return exitCode.ok;
  });
}

/** What the scripts ask: the words of the command line so far, the last one being completed. */
export function completeCommand(program: Command): Command {
  const command = createCommand('__complete', 'Prints what could come next').argument('[words...]').allowUnknownOption().helpOption(false);
  return perform(command, async (words: readonly string[]): Promise<ExitCode> => {
    const { complete } = await import('../complete.ts');
    for (const candidate of await complete(program, words)) print(`${candidate.word}\t${candidate.about}`);
    return exitCode.ok;
  });
}
