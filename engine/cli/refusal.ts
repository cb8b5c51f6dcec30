import type { Failure } from '../workflow/failure.ts';
import { CliError } from './cli-error.ts';
import { exitCode } from './exit-code.ts';

/** These say that the engine cannot work now, and nothing of what was asked of it. */
const ofTheEngine: ReadonlySet<string> = new Set([
  'journal_failed',
  'engine_failed',
  'engine_stopped',
  'engine_unavailable',
  'engine_gone',
  'no_answer',
]);

/** What an engine refuses, as the end of a command. */
export function refusal({ code, message }: Failure): CliError {
  return new CliError(message, ofTheEngine.has(code) ? exitCode.cannotStart : exitCode.badInput);
}
