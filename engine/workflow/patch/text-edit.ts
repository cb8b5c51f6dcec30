/** Replaces `length` UTF-16 units from `offset` of the old text. */
export type TextEdit = { readonly offset: number; readonly length: number; readonly text: string };

/** Applies edits that are in the order of the text and do not overlap; all offsets count in the text before the first one. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let position = 0;
  for (const edit of edits) {
    parts.push(text.slice(position, edit.offset), edit.text);
    position = edit.offset + edit.length;
  }
  parts.push(text.slice(position));
  return parts.join('');
}
