// How a command that follows a run is told to show it.
import { type Command, Option } from 'commander';
import { jsonOption, quietOption } from './command.ts';

export type OutputOptions = { readonly json?: boolean; readonly events?: boolean; readonly quiet?: boolean };

/** For commands that start a run or bring one on. */
export function addOutputOptions(command: Command): Command {
  return command
    .addOption(jsonOption('the run, when it has ended,'))
    .addOption(new Option('--events', 'print every event of the run as a line of JSON').conflicts('json'))
    .addOption(quietOption());
}
