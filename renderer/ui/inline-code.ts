/** A text with code in backticks as parts, in order. A backtick without a partner is text. */
export function codeParts(text: string): readonly { readonly text: string; readonly isCode: boolean }[] {
  const parts: { text: string; isCode: boolean }[] = [];
  let at = 0;
  for (const match of text.matchAll(/`([^`]+)`/g)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index), isCode: false });
    parts.push({ text: match[1] ?? '', isCode: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), isCode: false });
  return parts;
}
