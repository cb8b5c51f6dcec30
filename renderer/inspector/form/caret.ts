// Expressions in a text, around the caret. The text may be half written.

/** The expression that the caret is in: its source, and where that starts in the text. */
export type ExpressionAtCaret = { readonly source: string; readonly start: number };

/** Null when the caret is in no expression. `isBare`: the text is an expression itself, unless it has braces. */
export function expressionAt(text: string, caret: number, isBare: boolean): ExpressionAtCaret | null {
  const open = text.lastIndexOf('{{', caret - 2);
  if (open === -1 || open + 2 > caret) return isBare && !text.includes('{{') ? { source: text, start: 0 } : null;
  const start = open + 2;
  const close = text.indexOf('}}', start);
  if (close !== -1 && close < caret) return null;
  const nextOpen = text.indexOf('{{', start);
  const ends = [close, nextOpen].filter((end) => end !== -1);
  const end = ends.length === 0 ? text.length : Math.min(...ends);
  return { source: text.slice(start, end), start };
}

/** What a text becomes when a person has just typed the second brace: the closing ones are added, the caret stays between. */
export function closedBraces(before: string, after: string, caret: number): { readonly text: string; readonly caret: number } | null {
  const hasTypedOne =
    after.length === before.length + 1 && after.slice(caret - 2, caret) === '{{' && before.slice(caret - 2, caret) !== '{{';
  const isTriple = after[caret - 3] === '{' || after[caret] === '{';
  if (!hasTypedOne || isTriple || after.slice(caret).trimStart().startsWith('}}')) return null;
  return { text: `${after.slice(0, caret)}  }}${after.slice(caret)}`, caret: caret + 1 };
}

/** Where the caret goes when a person types the space that was put between the braces already; null when the space is theirs. */
export function overSpace(before: string, after: string, caret: number): number | null {
  const hasTypedSpace = after.length === before.length + 1 && after.slice(0, caret - 1) === before.slice(0, caret - 1);
  return hasTypedSpace && after.slice(caret - 4, caret) === '{{  ' && after.slice(caret, caret + 3) === ' }}' ? caret - 1 : null;
}

/** Names that may continue what is typed, those that begin with it first. */
export function matching<T extends { readonly label: string; readonly start: number }>(
  offers: readonly T[],
  source: string,
  offset: number,
): readonly T[] {
  const typed = (start: number) => source.slice(start, offset).replace(/^["']/, '').toLowerCase();
  const begins = offers.filter(({ label, start }) => label.toLowerCase().startsWith(typed(start)));
  const holds = offers.filter(
    ({ label, start }) =>
      !label.toLowerCase().startsWith(typed(start)) && typed(start).length > 1 && label.toLowerCase().includes(typed(start)),
  );
  const found = [...begins, ...holds];
  // Nothing is left to say when the only offer is written already.
  return found.length === 1 && found[0] && found[0].label.toLowerCase() === typed(found[0].start) ? [] : found;
}
