// White space between the values of a JSON text.

const lineBreak = /[\r\n]/;

export function hasLineBreak(text: string): boolean {
  return lineBreak.test(text);
}

/** What stands on the line of `offset` before it. */
export function lineBefore(text: string, offset: number): string {
  let start = offset;
  while (start > 0 && !lineBreak.test(text.charAt(start - 1))) start -= 1;
  return text.slice(start, offset);
}

/** The white space at the start of the line that holds `offset`. */
export function indentationAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(lineBefore(text, offset))?.[0] ?? '';
}

/** The blanks after the last line break of a gap: the indentation of the value that follows it. */
export function lastLineOf(gap: string): string {
  return /[ \t]*$/.exec(gap)?.[0] ?? '';
}

/** What stands between the comma of a gap and the value that follows. */
export function afterCommaOf(gap: string): string {
  return gap.slice(gap.indexOf(',') + 1);
}
