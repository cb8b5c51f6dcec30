// Values in shell text, so that no value can ever be read as a command.
import { parseTemplate } from '../../workflow/expression/template.ts';
import { type Failure, userFailure } from '../../workflow/failure.ts';
import type { Json } from '../../workflow/json.ts';
import { err, ok, type Result } from '../../workflow/result.ts';
import { shellTextProblems } from './shell-text.ts';

/**
 * A value as one word of POSIX shell text, in single quotes, within which no character has a meaning. A list gives one word per element,
 * objects and lists in it as JSON; null is an empty word. NUL characters cannot be in an argument at all; the start of the program fails.
 */
export function quoteForShell(value: Json): string {
  return Array.isArray(value) ? value.map(quoteWord).join(' ') : quoteWord(value);
}

function quoteWord(value: Json): string {
  const text = typeof value === 'string' ? value : value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * Shell text with each expression replaced by its quoted value. Fails with `unsafe_shell_text` where quotes would not protect, before
 * anything is evaluated. `evaluate` gets the source of one expression without its braces.
 */
export function resolveShellText(text: string, evaluate: (source: string) => Json): Result<string, Failure> {
  const [problem] = shellTextProblems(text);
  if (problem) return err(userFailure('unsafe_shell_text', problem.message, { start: problem.start, end: problem.end }));
  const template = parseTemplate(text);
  if (!template.ok) return err(userFailure('unsafe_shell_text', template.failure.message));
  const parts = template.value.parts.map((part) => (part.kind === 'text' ? part.text : quoteForShell(evaluate(part.source))));
  return ok(parts.join(''));
}
