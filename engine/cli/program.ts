// The command tree. Commands describe themselves here and load what they need when they run.
import type { Command } from 'commander';
import { version } from '../../package.json';
import { createCommand } from './command.ts';
import { backupCommand } from './commands/backup.ts';
import { completeCommand, completionCommand } from './commands/completion.ts';
import { environmentsCommand } from './commands/environments/environments.ts';
import { importCommand } from './commands/import.ts';
import { journalCommand } from './commands/journal/journal.ts';
import { restoreCommand } from './commands/restore.ts';
import { runCommand } from './commands/run.ts';
import { runsCommand } from './commands/runs/runs.ts';
import { schemaCommand } from './commands/schema.ts';
import { secretsCommand } from './commands/secrets/secrets.ts';
import { serveCommand } from './commands/serve.ts';
import { simulateCommand } from './commands/simulate.ts';
import { tasksCommand } from './commands/tasks.ts';
import { testCommand } from './commands/test.ts';
import { validateCommand } from './commands/validate.ts';
import { workflowsCommand } from './commands/workflows/workflows.ts';
import { exitCodeHelp } from './exit-code.ts';
import { styleFor } from './terminal/style.ts';

export function createProgram(): Command {
  const program = createCommand('millrace', 'Runs workflows and looks after them')
    .version(version, '-V, --version', 'print the version')
    .option('--no-color', 'print without colours (also: NO_COLOR=1)')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .addHelpText('after', `\n${exitCodeHelp}\n\nEvery command explains itself: millrace run --help`);
  for (const [group, commands] of groups()) {
    for (const command of commands) program.addCommand(command.helpGroup(group));
  }
  program.addCommand(completeCommand(program), { hidden: true });
  for (const command of allCommands(program)) prepare(command);
  return program;
}

function groups(): readonly (readonly [string, readonly Command[]])[] {
  return [
    ['Workflows:', [runCommand(), validateCommand(), testCommand(), simulateCommand(), importCommand()]],
    ['Runs and settings:', [runsCommand(), workflowsCommand(), secretsCommand(), environmentsCommand(), serveCommand()]],
    ['The data directory:', [journalCommand(), backupCommand(), restoreCommand()]],
    ['About:', [tasksCommand(), schemaCommand(), completionCommand()]],
  ];
}

export function allCommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(allCommands)];
}

function prepare(command: Command): void {
  command.exitOverride();
  command.configureOutput({
    writeOut: (text) => process.stdout.write(text),
    writeErr: (text) => process.stderr.write(text),
    outputError: (text, write) => write(text.replace(/^error:/, styleFor(process.stderr).bad('error:'))),
  });
  command.configureHelp({ styleTitle: (title) => styleFor(process.stdout).bold(title) });
  if (command.parent) command.option('--no-color', 'print without colours');
  command.showHelpAfterError(command.parent ? `Help: millrace ${pathOf(command)} --help` : 'Help: millrace --help');
}

function pathOf(command: Command): string {
  const names: string[] = [];
  for (let at: Command | null = command; at?.parent; at = at.parent) names.unshift(at.name());
  return names.join(' ');
}
