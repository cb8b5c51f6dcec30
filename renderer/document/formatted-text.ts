import { type Failure, userFailure } from '../../engine/workflow/failure.ts';
import { printWorkflow } from '../../engine/workflow/print.ts';
import type { Problem } from '../../engine/workflow/problem.ts';
import { err, ok, type Result } from '../../engine/workflow/result.ts';
import type { Workflow } from '../../engine/workflow/schema.ts';
import { readJson } from './read-text.ts';

/**
 * The text as Millrace prints it, with its byte order mark and its line ends. Failures: `invalid_json`, `duplicate_key` (one of the two
 * would be lost).
 */
export function formattedText(text: string, problems: readonly Problem[]): Result<string, Failure> {
  const value = readJson(text);
  if (value === undefined) return err(userFailure('invalid_json', 'The text is not JSON at the moment. Repair it, then format it.'));
  const twice = problems.find(({ code }) => code === 'duplicate_key');
  if (twice) return err(userFailure('duplicate_key', `${twice.message} Formatting would lose one of them.`));
  const printed = printWorkflow(value as Workflow);
  const lineEnd = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  return ok((text.startsWith('\uFEFF') ? '\uFEFF' : '') + (lineEnd === '\n' ? printed : printed.replaceAll('\n', lineEnd)));
}
