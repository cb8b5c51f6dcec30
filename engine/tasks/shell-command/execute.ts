import { userFailure } from '../../workflow/failure.ts';
import { failed, type Outcome, succeeded, type TaskContext, TaskFailure, type TaskType } from '../execution.ts';
import { parseOutput } from '../processes/parse-output.ts';
import { lastLines, type ProgramEnd, requireAllowed, runProgram, startFailure } from '../processes/process-run.ts';
import { type ShellCommandParameters, shellCommandManifest } from './manifest.ts';
import { takeShellText } from './quote.ts';

export const shellCommand: TaskType<ShellCommandParameters> = {
  manifest: shellCommandManifest,
  execute: async (parameters, context) => {
    const { command, names } = commandOf(parameters);
    requireAllowed(names, context.allowedCommands);
    const cwd = parameters.cwd === undefined ? context.files.folder : await context.files.resolve(parameters.cwd, 'read');
    const program = {
      command,
      cwd,
      env: Object.fromEntries(Object.entries(parameters.env).map(([name, value]) => [name, String(value)])),
      stdin: stdinText(parameters.stdin),
      maxOutputBytes: parameters.maxOutputBytes,
      stdoutLevel: 'info',
      stderrLevel: 'warn',
    } as const;
    return judge(names[0] ?? '', cwd, await runProgram(program, context), parameters, context);
  },
};

/** The program with its arguments, and the names by which it may be allowed. */
function commandOf({ command, shell }: ShellCommandParameters): { readonly command: readonly string[]; readonly names: readonly string[] } {
  if (shell !== undefined) {
    const text = takeShellText(shell);
    if (!text.ok) throw new TaskFailure(text.failure);
    return { command: [process.platform === 'win32' ? 'sh' : '/bin/sh', '-c', text.value], names: ['sh', '/bin/sh'] };
  }
  const words = (command ?? []).map(String);
  return { command: words, names: words.slice(0, 1) };
}

function stdinText(stdin: ShellCommandParameters['stdin']): string | null {
  if (stdin === undefined) return null;
  return typeof stdin === 'string' ? stdin : JSON.stringify(stdin);
}

function judge(program: string, cwd: string, end: ProgramEnd, parameters: ShellCommandParameters, context: TaskContext): Outcome {
  const { result, stdout, stderr } = end;
  if (result.type === 'not_started') return failed(startFailure(program, cwd, result));
  if (result.type === 'signaled') {
    const message = `"${program}" was ended by ${result.signal}, which this run did not send.${said(end)}`;
    return failed(userFailure('killed_by_signal', message, { signal: result.signal }));
  }
  warnOfCuts(end, context);
  const { exitCode } = result;
  if (!parameters.expectExitCodes.includes(exitCode)) {
    return failed(userFailure('exit_code', `"${program}" ended with exit code ${exitCode}.${said(end)}`, { exitCode }));
  }
  return succeeded({ exitCode, stdout: parseOutput(stdout, parameters.parse), stderr: stderr.text() });
}

function said({ stderr }: ProgramEnd): string {
  const text = lastLines(stderr, 5);
  return text === '' ? ' It wrote nothing to stderr.' : ` Its last words:\n${text}`;
}

function warnOfCuts({ stdout, stderr }: ProgramEnd, context: TaskContext): void {
  for (const [name, output] of Object.entries({ stdout, stderr })) {
    if (output.isCut) context.log('warn', `${name} has ${output.totalBytes} bytes; the result holds what fits into maxOutputBytes.`);
  }
}
