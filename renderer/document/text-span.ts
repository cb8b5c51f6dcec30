import { applyTextEdits, type TextEdit } from '../../engine/workflow/patch/text-edit.ts';

/** The edits that take a text back: `invert(text, edits)` applied to the edited text gives `text`. `edits` are in the order of the text. */
export function invertEdits(text: string, edits: readonly TextEdit[]): readonly TextEdit[] {
  let shift = 0;
  return edits.map((edit) => {
    const inverse = { offset: edit.offset + shift, length: edit.text.length, text: text.slice(edit.offset, edit.offset + edit.length) };
    shift += edit.text.length - edit.length;
    return inverse;
  });
}

/** The one replacement between two texts: what is the same at both ends is left out. No edit when they are equal. */
export function spanBetween(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let end = 0;
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end += 1;
  return [{ offset: start, length: before.length - end - start, text: after.slice(start, after.length - end) }];
}

export function applyAll(text: string, batches: readonly (readonly TextEdit[])[]): string {
  return batches.reduce((now, edits) => applyTextEdits(now, edits), text);
}

/** Editors give edits from the end of the text to its start. */
export function inOrder(edits: readonly TextEdit[]): readonly TextEdit[] {
  return [...edits].sort((a, b) => a.offset - b.offset);
}
