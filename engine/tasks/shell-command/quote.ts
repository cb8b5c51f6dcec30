// Values in shell text, so that no value can ever be read as a command.
import { type Failure, userFailure } from '../../workflow/failure.ts';
import type { Json } from '../../workflow/json.ts';
import { err, ok, type Result } from '../../workflow/result.ts';
import { ShellScanner } from './shell-scanner.ts';
import { quotingAdvice } from './shell-text.ts';

/** Unicode keeps these two for use inside of programs: no text means anything by them. */
const valueStart = '\uFDD0';
const valueEnd = '\uFDD1';

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

/** A quoted value, marked so that `takeShellText` knows it from the text around it. The marks cannot come from the value. */
export function insertIntoShell(value: Json): string {
  return valueStart + quoteForShell(value).replaceAll(/[\uFDD0\uFDD1]/g, '\uFFFD') + valueEnd;
}

/** The text for the shell, without marks. Fails with `unsafe_shell_text` when a value stands where its quotes do not protect. */
export function takeShellText(marked: string): Result<string, Failure> {
  const scanner = new ShellScanner();
  let taken = '';
  for (const [index, piece] of marked.split(/\uFDD0([^\uFDD1]*)\uFDD1/).entries()) {
    const isValue = index % 2 === 1;
    const place = isValue ? scanner.refusal() : null;
    if (place !== null) return err(unsafeText(taken, place));
    if (isValue) scanner.passValue();
    else scanner.read(piece);
    taken += piece;
  }
  return ok(taken);
}

function unsafeText(before: string, place: string): Failure {
  const lines = before.split('\n');
  const line = lines.length;
  const shown = JSON.stringify((lines.at(-1) ?? '').slice(-40));
  const message = `In line ${line} of the shell text, behind ${shown}, an expression stands ${place}, where its value could be read as a command. ${quotingAdvice}`;
  return userFailure('unsafe_shell_text', message, { line });
}
