// Problems as compilers print them: place, message, the line with a caret under it, and the remedy.
import type { Problem, TextRange } from '../workflow/problem.ts';
import type { Style } from './terminal/style.ts';
import { displayWidth, oneLine, plainText } from './terminal/text.ts';

/** `source` is the document's text, where it is known; `file` is how the person named it. */
export type ProblemPlace = { readonly file: string; readonly source: string | null };

const shownColumns = 120;

/** The lines of one problem: `orders.json:12:7 error message (code)`, then the source line, then the fix. */
export function problemLines(problem: Problem, { file, source }: ProblemPlace, style: Style): string[] {
  const severity = problem.severity === 'error' ? style.bad('error') : style.warn('warning');
  const head = `${style.bold(placeText(problem, file))} ${severity} ${oneLine(problem.message)} ${style.dim(`(${problem.code})`)}`;
  const excerpt = problem.range && source !== null ? excerptLines(problem.range, source, style) : [];
  const fix = problem.fix ? [`  ${style.good('fix:')} ${oneLine(problem.fix.title)}`] : [];
  return [head, ...excerpt, ...fix];
}

function placeText(problem: Problem, file: string): string {
  if (problem.range) return `${oneLine(file)}:${problem.range.start.line}:${problem.range.start.column}`;
  return oneLine(file);
}

function excerptLines(range: TextRange, source: string, style: Style): string[] {
  const { start, end } = range;
  const line = source.slice(source.lastIndexOf('\n', start.offset - 1) + 1).split('\n', 1)[0] ?? '';
  const column = start.column - 1;
  // A document on one long line shows the part that matters.
  const from = column > shownColumns - 20 ? column - 40 : 0;
  const shown = plainText(line.slice(from, from + shownColumns));
  const before = plainText(line.slice(from, column));
  const length = end.line === start.line ? end.column - start.column : line.trimEnd().length - column;
  const marked = Math.max(1, Math.min(displayWidth(plainText(line.slice(column, column + length))), shownColumns - (column - from)));
  const gutter = String(start.line).length;
  return [
    `  ${style.dim(`${start.line} │`)} ${shown}`,
    `  ${style.dim(`${' '.repeat(gutter)} │`)} ${' '.repeat(displayWidth(before))}${style.bad('^'.repeat(marked))}`,
  ];
}

/** `2 errors, 1 warning`; empty when there is nothing. */
export function countText(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  return [counted(errors, 'error'), counted(warnings, 'warning')].filter((text) => text !== '').join(', ');
}

/** `3 errors`, `1 error`; empty for none. */
export function counted(count: number, noun: string): string {
  if (count === 0) return '';
  return count === 1 ? `1 ${noun}` : `${count.toLocaleString('en-US')} ${noun}s`;
}
