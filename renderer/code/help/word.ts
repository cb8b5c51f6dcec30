import type { Cursor } from './cursor.ts';

/** What is written at the cursor without quotes. */
export function wordAt({ text, offset }: Pick<Cursor, 'text' | 'offset'>): { readonly start: number; readonly end: number } {
  let start = offset;
  while (start > 0 && /[\w.$-]/.test(text.charAt(start - 1))) start -= 1;
  let end = offset;
  while (end < text.length && /[\w.$-]/.test(text.charAt(end))) end += 1;
  return { start, end };
}
