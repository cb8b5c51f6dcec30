// What all commands have in common: how they are made, their shared options, and how their exit code gets out.
import { Command, InvalidArgumentError, Option } from 'commander';
import { CliError } from './cli-error.ts';
import type { ExitCode } from './exit-code.ts';

export type Example = readonly [command: string, explanation: string];

/** A command with its examples under the help. */
export function createCommand(name: string, summary: string, examples: readonly Example[] = []): Command {
  const command = new Command(name).summary(summary).description(`${summary}.`).allowExcessArguments(false);
  return examples.length > 0 ? command.addHelpText('after', `\nExamples:\n${exampleLines(examples)}`) : command;
}

function exampleLines(examples: readonly Example[]): string {
  return examples.map(([line, explanation]) => `  $ ${line}\n      ${explanation}`).join('\n');
}

/** Gives a command its work. What the work returns becomes the exit code of the process. */
export function perform<Args extends unknown[]>(command: Command, work: (...args: Args) => Promise<ExitCode> | ExitCode): Command {
  return command.action(async (...args: unknown[]) => {
    process.exitCode = await work(...(args as Args));
  });
}

export const jsonOption = (what: string) => new Option('--json', `print ${what} as JSON, and nothing else, on stdout`);

export const dataDirOption = () =>
  new Option('--data-dir <folder>', 'where workflows, runs and secrets are kept (default: $MILLRACE_DATA, or the folder of this user)');

export const quietOption = () => new Option('-q, --quiet', 'say only what went wrong');

export type DataDirOptions = { readonly dataDir?: string };
export type JsonOptions = { readonly json?: boolean };

/** For options that are given several times. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

export function parseCount(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('It must be a whole number, 1 or more.');
}

/** `name=value`; only the first `=` counts. */
export function splitAssignment(text: string, option: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw new CliError(`${option} wants name=value, not "${text}".`);
}
