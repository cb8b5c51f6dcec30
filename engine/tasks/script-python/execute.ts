import { type Failure, userFailure } from '../../workflow/failure.ts';
import { isJsonObject, type Json, type JsonObject } from '../../workflow/json.ts';
import { failed, type Outcome, succeeded, type TaskContext, TaskFailure, type TaskType } from '../execution.ts';
import type { OutputCapture } from '../processes/output-capture.ts';
import { lastLines, type ProgramEnd, requireAllowed, runProgram, startFailure } from '../processes/process-run.ts';
import { bootstrap } from './bootstrap.ts';
import { type ScriptPythonParameters, scriptPythonManifest } from './manifest.ts';

const defaultInterpreters = ['python3', 'python'] as const;
const maxResultBytes = 500_000_000;

export const scriptPython: TaskType<ScriptPythonParameters> = {
  manifest: scriptPythonManifest,
  execute: async (parameters, context) => judge(await runPython(parameters, context), parameters),
};

/** Runs the first interpreter that there is. */
async function runPython(parameters: ScriptPythonParameters, context: TaskContext): Promise<ProgramEnd> {
  const candidates = allowedInterpreters(parameters.interpreter, context.allowedCommands);
  for (const interpreter of candidates) {
    const end = await runProgram(
      {
        command: [interpreter, '-I', '-u', '-X', 'utf8', '-c', bootstrap],
        cwd: context.files.folder,
        env: {},
        stdin: JSON.stringify({ code: parameters.code, input: parameters.input, memoryBytes: parameters.memoryMb * 1024 * 1024 }),
        maxOutputBytes: maxResultBytes,
        stdoutLevel: null,
        stderrLevel: 'info',
      },
      context,
    );
    if (end.result.type !== 'not_started') return end;
    if (end.result.reason !== 'not_found') throw new TaskFailure(startFailure(interpreter, context.files.folder, end.result));
  }
  throw new TaskFailure(notFound(candidates, parameters.interpreter));
}

function allowedInterpreters(interpreter: string | undefined, allowed: readonly string[] | null): readonly string[] {
  const names = interpreter === undefined ? defaultInterpreters : [interpreter];
  requireAllowed(names, allowed);
  return allowed === null ? names : names.filter((name) => allowed.includes(name));
}

function notFound(tried: readonly string[], interpreter: string | undefined): Failure {
  const advice =
    interpreter === undefined
      ? 'Install Python 3.8 or newer (https://www.python.org, or the package python3 of your system), or set `interpreter` to its path.'
      : 'Check the path, or leave `interpreter` out to use python3.';
  return userFailure('interpreter_not_found', `There is no Python interpreter here: tried ${tried.join(', ')}. ${advice}`, { tried });
}

function judge({ result, stdout, stderr }: ProgramEnd, { memoryMb }: ScriptPythonParameters): Outcome {
  const answer = readAnswer(stdout);
  if (answer === null) {
    const how =
      result.type === 'signaled' ? `was ended by ${result.signal}` : `ended with exit code ${'exitCode' in result ? result.exitCode : '?'}`;
    return failed(userFailure('script_failed', `Python ${how} before the code returned. ${lastLines(stderr, 5)}`.trim()));
  }
  if (Object.hasOwn(answer, 'value')) return succeeded(answer.value ?? null);
  if (typeof answer.notJson === 'string') return failed(userFailure('result_not_json', answer.notJson));
  if (answer.memory === true) {
    return failed(
      userFailure('script_memory', `The script wanted more than ${memoryMb} MB. Raise memoryMb, or work on less at once.`, { memoryMb }),
    );
  }
  return failed(describeError(answer));
}

function describeError({ error, line, traceback }: JsonObject): Failure {
  const place = typeof line === 'number' ? `Line ${line}: ` : '';
  return userFailure('script_failed', `${place}${String(error)}`, { line: line ?? null, traceback: traceback ?? '' });
}

/** Null when the process ended before it could answer. */
function readAnswer(stdout: OutputCapture): JsonObject | null {
  try {
    const answer: Json = JSON.parse(stdout.text());
    return isJsonObject(answer) ? answer : null;
  } catch {
    return null;
  }
}
