import fc from 'fast-check';
import type { TextEdit } from '../../../engine/workflow/patch/text-edit.ts';

/** Texts of which few units differ, so that much is the same in two of them; with line ends of both kinds and halves of characters. */
export const arbitraryUnits = fc
  .array(fc.constantFrom('a', 'b', '\n', '\r\n', '"', '{', 'ü', '\ud83d', '\ude00', '\uFEFF'), { maxLength: 20 })
  .map((units) => units.join(''));

/** Up to four edits of a text, in order and without overlap. */
export function arbitraryTextEdits(text: string, picks: Iterator<number>): readonly TextEdit[] {
  const next = (most: number) => (picks.next().value as number) % (most + 1);
  const edits: TextEdit[] = [];
  let position = 0;
  for (let left = next(4); left > 0; left -= 1) {
    const offset = position + next(text.length - position);
    const length = next(text.length - offset);
    edits.push({ offset, length, text: 'xy{"\n'.slice(next(4)) });
    position = offset + length;
  }
  return edits;
}
