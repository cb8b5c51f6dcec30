import { applyTextEdits, type TextEdit } from '../../engine/workflow/patch/text-edit.ts';
import { spanBetween } from '../document/text-span.ts';
import { mapText, type Spot, type TextMap } from './text-map.ts';

/** A change of the editor's model, as it tells it: each counts in the model after the ones before it. */
export type ModelChange = {
  readonly range: {
    readonly startLineNumber: number;
    readonly startColumn: number;
    readonly endLineNumber: number;
    readonly endColumn: number;
  };
  readonly text: string;
};

export type Typed = {
  readonly text: string;
  /** All offsets count in the text before, in its order. */
  readonly edits: readonly TextEdit[];
  /** False where line ends that came to stand together became one, so that the model has a line more than the text. */
  readonly isFaithful: boolean;
};

/** What changes of the model do to the text it mirrors. */
export function typedEdits(before: string, changes: readonly ModelChange[]): Typed {
  const edits: TextEdit[] = [];
  let text = before;
  let map = mapText(before);
  let last: Spot | null = null;
  let isDescending = true;
  let isFaithful = true;
  for (const { range, text: typed } of changes) {
    const from = { lineNumber: range.startLineNumber, column: range.startColumn };
    const to = { lineNumber: range.endLineNumber, column: range.endColumn };
    // Several changes made at once come from the last to the first: what is in front of them has not moved.
    if (last && isBehind(to, last)) {
      isDescending = false;
      map = mapText(text);
    }
    last = from;
    const offset = map.offsetAt(from);
    const length = map.offsetAt(to) - offset;
    const edit = { offset, length, text: withLineEnds(typed, text, offset, length, map, from.lineNumber) };
    text = applyTextEdits(text, [edit]);
    if (edit.text === '' && text[offset - 1] === '\r' && text[offset] === '\n') isFaithful = false;
    edits.push(edit);
  }
  return { text, edits: isDescending ? edits.reverse() : spanBetween(before, text), isFaithful };
}

function isBehind(a: Spot, b: Spot): boolean {
  return a.lineNumber > b.lineNumber || (a.lineNumber === b.lineNumber && a.column > b.column);
}

/** New lines end as the line does in which they are made. */
function withLineEnds(typed: string, text: string, offset: number, length: number, map: TextMap, lineNumber: number): string {
  if (!/[\r\n]/.test(typed)) return typed;
  const own = map.lineEndAt(lineNumber);
  const meetsReturn = own.startsWith('\n') && /^[\r\n]/.test(typed) && text[offset - 1] === '\r';
  const meetsFeed = own.endsWith('\r') && /[\r\n]$/.test(typed) && text[offset + length] === '\n';
  return typed.replaceAll(/\r\n|\n|\r/g, meetsReturn || meetsFeed ? '\r\n' : own);
}
