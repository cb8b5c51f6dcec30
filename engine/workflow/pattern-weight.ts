/**
 * About how many states a regular expression has when its counted repetitions are written out, as RE2 does: `(a{1,30}){1,30}` has some
 * 900. What it costs to compile grows with this, and so does what it costs to match each character of a text. Rather too many than too
 * few; the pattern need not be valid.
 */
export function patternWeight(pattern: string): number {
  const groups: Group[] = [];
  let group: Group = { weight: 0, last: 0 };
  for (let at = 0; at < pattern.length; ) {
    const [token = ''] = piece(pattern, at);
    at += token.length;
    if (token === '(') {
      groups.push(group);
      group = { weight: 0, last: 0 };
    } else if (token === ')') {
      const inner = group.weight + 1;
      group = groups.pop() ?? { weight: 0, last: 0 };
      add(group, inner);
    } else if (token.length > 2 && token.startsWith('{')) repeat(group, timesOf(token));
    else add(group, 1);
  }
  return groups.reduce((sum, { weight }) => sum + weight, group.weight);
}

/** `last`: the weight of what a repetition would repeat. */
type Group = { weight: number; last: number };

/** A class, an escape, a counted repetition, or one character. */
const pieces = /\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\\[pP]\{[^}]*\}|\\[\s\S]|\{\d{1,4}(?:,\d{0,4})?\}|[\s\S]/y;

function piece(pattern: string, at: number): readonly string[] {
  pieces.lastIndex = at;
  return pieces.exec(pattern) ?? [pattern.slice(at, at + 1)];
}

function timesOf(token: string): number {
  const [least = '', most = ''] = token.slice(1, -1).split(',');
  return Math.max(Number(least) + 1, Number(most));
}

function add(group: Group, weight: number): void {
  group.weight += weight;
  group.last = weight;
}

function repeat(group: Group, times: number): void {
  group.weight += group.last * (times - 1);
  group.last *= times;
}
