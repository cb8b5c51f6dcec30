// Between the text of a workflow, which keeps every byte, and the editor's model of it, in which every line ends with `\n` and a byte
// order mark is left out. Lines and columns are the same in both; offsets are not.

import { lineAt, lineStarts } from '../../engine/workflow/parse/lines.ts';

/** Lines and columns count from 1, columns in UTF-16 units. */
export type Spot = { readonly lineNumber: number; readonly column: number };

export type TextMap = {
  readonly text: string;
  /** Offset in the text; places beyond the end of a line are its end. */
  readonly offsetAt: (spot: Spot) => number;
  readonly spotAt: (offset: number) => Spot;
  /** How the line ends, or the nearest before it that ends; `\n` where none does. */
  readonly lineEndAt: (lineNumber: number) => string;
};

const mark = '\uFEFF';
const anyLineEnd = /\r\n|\n|\r/g;

/** The text as the editor holds it. */
export function modelText(text: string): string {
  const bare = text.startsWith(mark) ? text.slice(1) : text;
  return bare.includes('\r') ? bare.replaceAll(anyLineEnd, '\n') : bare;
}

export function mapText(text: string): TextMap {
  const starts = lineStarts(text, text.startsWith(mark) ? 1 : 0);
  const lineEnd = (line: number) => {
    const next = starts[line + 1];
    if (next === undefined) return text.length;
    return text.startsWith('\r\n', next - 2) && next - 2 >= (starts[line] ?? 0) ? next - 2 : next - 1;
  };
  return {
    text,
    offsetAt({ lineNumber, column }) {
      const line = Math.min(Math.max(lineNumber, 1), starts.length) - 1;
      return Math.min((starts[line] ?? 0) + Math.max(column, 1) - 1, lineEnd(line));
    },
    spotAt(offset) {
      const line = lineAt(starts, offset);
      const start = starts[line] ?? 0;
      return { lineNumber: line + 1, column: Math.max(0, Math.min(offset, lineEnd(line)) - start) + 1 };
    },
    lineEndAt(lineNumber) {
      const line = Math.min(lineNumber, starts.length - 1) - 1;
      const next = starts[line + 1];
      return line < 0 || next === undefined ? '\n' : text.slice(lineEnd(line), next);
    },
  };
}
