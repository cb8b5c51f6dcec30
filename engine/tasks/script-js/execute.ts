import type { ScriptResult } from '../../ports.ts';
import { assertNever } from '../../workflow/assert.ts';
import { parseDuration } from '../../workflow/duration.ts';
import { type Failure, userFailure } from '../../workflow/failure.ts';
import { failed, type Outcome, succeeded, type TaskType } from '../execution.ts';
import { type ScriptJsParameters, scriptJsManifest } from './manifest.ts';

const stackBytes = 512 * 1024;
/** Timers hold no more than this. */
const longestMs = 2 ** 31 - 1000;

export const scriptJs: TaskType<ScriptJsParameters> = {
  manifest: scriptJsManifest,
  execute: async (parameters, context) => {
    const result = await context.scripts.run({
      code: parameters.code,
      input: parameters.input,
      memoryBytes: parameters.memoryMb * 1024 * 1024,
      stackBytes,
      timeoutMs: Math.min(parseDuration(parameters.timeout) ?? longestMs, longestMs),
      onLog: context.log,
      signal: context.signal,
    });
    return outcomeOf(result, parameters);
  },
};

function outcomeOf(result: ScriptResult, parameters: ScriptJsParameters): Outcome {
  switch (result.type) {
    case 'returned':
      return succeeded(result.value);
    case 'threw': {
      const { line, message } = result;
      if (line === undefined) return failed(userFailure('script_failed', message));
      return failed(userFailure('script_failed', `Line ${line}: ${message}`, { line }));
    }
    case 'not_json':
      return failed(userFailure('result_not_json', result.message));
    case 'limit':
      return failed(limitFailure(result.limit, parameters));
    case 'aborted':
      return failed(userFailure('aborted', 'The script was ended before it was done.'));
    default:
      return assertNever(result);
  }
}

function limitFailure(limit: 'memory' | 'time' | 'stack', { memoryMb, timeout }: ScriptJsParameters): Failure {
  switch (limit) {
    case 'memory':
      return userFailure('script_memory', `The script wanted more than ${memoryMb} MB. Raise memoryMb, or work on less at once.`, {
        memoryMb,
      });
    case 'time':
      return userFailure(
        'script_timeout',
        `The script ran longer than ${timeout} and was ended. Raise timeout, or look for an endless loop.`,
        { timeout },
      );
    case 'stack':
      return userFailure(
        'script_stack',
        'The script recursed too deeply. Look for a function that calls itself without end, or use a loop.',
      );
  }
}
