import { type ExitCode, exitCode } from './exit-code.ts';

/** Ends a command with a message for people: what is wrong with which thing, and what to do. Never shown with a stack trace. */
export class CliError extends Error {
  readonly exitCode: ExitCode;
  constructor(message: string, code: ExitCode = exitCode.badInput) {
    super(message);
    this.name = 'CliError';
    this.exitCode = code;
  }
}
