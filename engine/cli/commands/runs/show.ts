import type { Command } from 'commander';
import { CliError } from '../../cli-error.ts';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, perform } from '../../command.ts';
import { print, printJson, printJsonLine } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';

export function showCommand(): Command {
  const command = createCommand('show', 'Shows a run with its tasks, inputs and outputs', [
    ['millrace runs show 2f9c…', 'the run as a table'],
    ['millrace runs show 2f9c… --json', 'the run as one JSON object, as run --json prints it'],
    ['millrace runs show 2f9c… --events', 'its journal, one event a line'],
  ])
    .argument('<run>', 'id of the run')
    .option('--events', 'print its events as lines of JSON')
    .addOption(jsonOption('the run').conflicts('events'))
    .addOption(dataDirOption());
  return perform(command, showRun);
}

async function showRun(id: string, options: JsonOptions & DataDirOptions & { readonly events?: boolean }): Promise<ExitCode> {
  const [{ withReader }, { recordLines }] = await Promise.all([import('../../open-engine.ts'), import('../../runs-text.ts')]);
  const { record, events } = await withReader(options, async ({ runs }) => ({
    record: await runs.get(id),
    events: options.events ? await runs.events(id) : [],
  }));
  if (!record) throw new CliError(`There is no run ${id}. All of them: millrace runs list`);
  if (options.json) printJson(record);
  else if (options.events) for (const event of events) printJsonLine(event);
  else for (const line of recordLines(record)) print(line);
  return exitCode.ok;
}
