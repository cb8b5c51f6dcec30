import type { TextEdit } from '../../engine/workflow/patch/text-edit.ts';

/** Beyond this many lines without a common one, the rest is replaced as a whole. */
const farthest = 120;

/**
 * Edits that make one text of another, in its order and without overlap: lines that both have stay, so that carets, folds and marks
 * in them stay, too. Not always the fewest, but found in one pass.
 */
export function minimalEdits(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  const whole = trimmed(before, after);
  if (whole.length < 200 && whole.text.length < 200) return [whole];
  const start = whole.offset === 0 ? 0 : before.lastIndexOf('\n', whole.offset - 1) + 1;
  const tail = before.length - whole.offset - whole.length;
  const old = linesOf(before.slice(start, endOfLine(before, before.length - tail)));
  const now = linesOf(after.slice(start, endOfLine(after, after.length - tail)));
  return hunks(old, now, start);
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

/** With their line ends. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function hunks(old: readonly string[], now: readonly string[], start: number): TextEdit[] {
  const edits: TextEdit[] = [];
  let offset = start;
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && old[i] === now[j]) {
      offset += old[i]?.length ?? 0;
      i += 1;
      j += 1;
      continue;
    }
    const [skip, take] = nextCommon(old, now, i, j);
    const removed = old.slice(i, i + skip).join('');
    const { offset: at, length, text } = trimmed(removed, now.slice(j, j + take).join(''));
    edits.push({ offset: offset + at, length, text });
    offset += removed.length;
    i += skip;
    j += take;
  }
  return edits;
}

/** How many lines of each side stand before the next two that are equal. */
function nextCommon(old: readonly string[], now: readonly string[], i: number, j: number): readonly [number, number] {
  for (let sum = 1; sum <= farthest; sum++) {
    for (let skip = 0; skip <= sum; skip++) {
      const [a, b] = [i + skip, j + sum - skip];
      const isEnd = a === old.length && b === now.length;
      if (isEnd || (a < old.length && b < now.length && old[a] === now[b] && old[a + 1] === now[b + 1])) return [skip, sum - skip];
    }
  }
  return [old.length - i, now.length - j];
}

/** The one replacement, without what is the same at both ends; pairs of surrogates stay whole. */
function trimmed(before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  if (start > 0 && isHigh(before.charCodeAt(start - 1))) start -= 1;
  let end = 0;
  while (end < most - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end += 1;
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end -= 1;
  return { offset: start, length: before.length - end - start, text: after.slice(start, after.length - end) };
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
