// What tasks that start a program share: its output goes to the log line by line and is kept, and its end becomes an outcome or a failure.
import type { LogLevel, SpawnResult } from '../../ports.ts';
import { type Failure, transientFailure, userFailure } from '../../workflow/failure.ts';
import { type TaskContext, TaskFailure } from '../execution.ts';
import { graceOf } from './abort-grace.ts';
import { LineReader } from './line-reader.ts';
import { OutputCapture } from './output-capture.ts';

export type ProgramRun = {
  readonly command: readonly string[];
  readonly cwd: string;
  /** Besides the base environment. */
  readonly env: { readonly [name: string]: string };
  readonly stdin: string | null;
  readonly maxOutputBytes: number;
  /** The level its lines get in the log; null keeps them out of it. */
  readonly stdoutLevel: LogLevel | null;
  readonly stderrLevel: LogLevel;
};

export type ProgramEnd = { readonly result: SpawnResult; readonly stdout: OutputCapture; readonly stderr: OutputCapture };

/** Runs a program to its end. An aborted attempt fails with `aborted`. */
export async function runProgram(program: ProgramRun, context: TaskContext): Promise<ProgramEnd> {
  const stdout = openOutput(program.stdoutLevel, program.maxOutputBytes, context);
  const stderr = openOutput(program.stderrLevel, program.maxOutputBytes, context);
  const result = await context.processes.run({
    command: program.command,
    cwd: program.cwd,
    env: { ...context.processes.baseEnv(), ...program.env },
    stdin: program.stdin,
    onStdout: stdout.push,
    onStderr: stderr.push,
    signal: context.signal,
    get graceMs() {
      return graceOf(context.signal);
    },
  });
  stdout.end();
  stderr.end();
  if (context.signal.aborted) throw new TaskFailure(userFailure('aborted', 'The program was ended, with everything it had started.'));
  return { result, stdout: stdout.capture, stderr: stderr.capture };
}

function openOutput(level: LogLevel | null, maxBytes: number, context: TaskContext) {
  const capture = new OutputCapture(maxBytes);
  const lines = level === null ? null : new LineReader((line) => context.log(level, line));
  return {
    capture,
    push: (chunk: Uint8Array) => {
      capture.push(chunk);
      lines?.push(chunk);
    },
    end: () => lines?.end(),
  };
}

/** Fails with `command_not_allowed` unless one of the names of the program is listed in `permissions.commands`. */
export function requireAllowed(names: readonly string[], allowedCommands: readonly string[] | null): void {
  if (allowedCommands === null || names.some((name) => allowedCommands.includes(name))) return;
  const [name = ''] = names;
  const listed = allowedCommands.length === 0 ? 'It lists none' : `It lists ${allowedCommands.join(', ')}`;
  const message = `The program "${name}" may not be started: permissions.commands of the workflow does not list it. ${listed}. Add "${name}" there to allow it.`;
  throw new TaskFailure(userFailure('command_not_allowed', message, { command: name }));
}

/** Why a program did not even start. */
export function startFailure(program: string, cwd: string, result: SpawnResult & { readonly type: 'not_started' }): Failure {
  const details = { command: program };
  switch (result.reason) {
    case 'not_found':
      return userFailure(
        'command_not_found',
        `There is no program "${program}". Install it, or give its full path. Looked for it along PATH.`,
        details,
      );
    case 'not_permitted':
      return userFailure(
        'not_permitted',
        `The operating system does not let "${program}" be started. Check that it is executable.`,
        details,
      );
    case 'bad_folder':
      return userFailure(
        'folder_not_found',
        `There is no folder ${JSON.stringify(cwd)} to start "${program}" in. Create it, or change cwd.`,
        { cwd },
      );
    case 'other':
      return transientFailure('not_started', `"${program}" could not be started: ${result.message}.`, details);
  }
}

/** The end of what a program printed, for a message: at most `count` lines and 1,000 characters. */
export function lastLines(output: OutputCapture, count: number): string {
  const lines = output.endText().trimEnd().split(/\r?\n/).slice(-count);
  const text = lines.join('\n');
  return text.length > 1000 ? `…${text.slice(-999)}` : text;
}
