import { type Command, Option } from 'commander';
import type { LogLevel } from '../../../ports.ts';
import { CliError } from '../../cli-error.ts';
import { createCommand, type DataDirOptions, dataDirOption, type JsonOptions, jsonOption, parseCount, perform } from '../../command.ts';
import { note, print, printJson, printJsonLine } from '../../console.ts';
import { type ExitCode, exitCode } from '../../exit-code.ts';

const levels = ['debug', 'info', 'warn', 'error'] as const;

type Options = JsonOptions &
  DataDirOptions & { readonly task?: string; readonly level?: LogLevel; readonly tail?: number; readonly follow?: boolean };

export function logsCommand(): Command {
  const command = createCommand('logs', 'Prints what the tasks of a run said', [
    ['millrace runs logs 2f9c… --task store[3]', 'of one task, its members and items'],
    ['millrace runs logs 2f9c… --follow', 'and what comes, while an engine has the run'],
    ['millrace runs logs 2f9c… --level warn --tail 20', 'the last 20 lines that are warnings or errors'],
  ])
    .argument('<run>', 'id of the run')
    .option('-t, --task <task>', 'path of a task')
    .addOption(new Option('-l, --level <level>', 'this level and the more serious ones').choices(levels))
    .addOption(new Option('--tail <n>', 'only the last lines').argParser(parseCount).conflicts('follow'))
    .option('-f, --follow', 'go on until the run has ended; with --json one line of JSON each')
    .addOption(jsonOption('the lines'))
    .addOption(dataDirOption());
  return perform(command, showLogs);
}

async function showLogs(id: string, options: Options): Promise<ExitCode> {
  const [{ withReader }, { logText }] = await Promise.all([import('../../open-engine.ts'), import('../../log-text.ts')]);
  if (options.follow) return await followLogs(id, options);
  const query = { ...(options.task ? { task: options.task } : {}), ...(options.level ? { level: options.level } : {}) };
  const found = await withReader(options, async ({ runs }) => ((await runs.get(id)) ? await runs.logs(id, query) : null));
  if (!found) throw new CliError(`There is no run ${id}. All of them: millrace runs list`);
  const lines = options.tail === undefined ? found : found.slice(-options.tail);
  if (options.json) printJson({ lines });
  else if (lines.length === 0) note('There are no such lines.');
  else for (const line of lines) print(logText(line));
  return exitCode.ok;
}

async function followLogs(id: string, { task, level, ...options }: Options): Promise<ExitCode> {
  const [{ withReader }, { logText }] = await Promise.all([import('../../open-engine.ts'), import('../../log-text.ts')]);
  return await withReader(options, async ({ runs }) => {
    if (!(await runs.get(id))) throw new CliError(`There is no run ${id}. All of them: millrace runs list`);
    for await (const line of runs.followLogs(id, { ...(task ? { task } : {}), ...(level ? { level } : {}) })) {
      if (options.json) printJsonLine(line);
      else print(logText(line));
    }
    return exitCode.ok;
  });
}
