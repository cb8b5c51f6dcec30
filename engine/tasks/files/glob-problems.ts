import type { ParameterProblem } from '../../workflow/catalog.ts';
import type { JsonObject } from '../../workflow/json.ts';
import { literalText, ownParameter } from '../parameter-problems.ts';

/** What is wrong with the parameter `pattern` for certain. */
export function globProblems(parameters: JsonObject): readonly ParameterProblem[] {
  const pattern = literalText(ownParameter(parameters, 'pattern'));
  const problem = pattern === null ? null : globProblem(pattern);
  return problem ? [{ path: ['pattern'], ...problem }] : [];
}

type GlobProblem = { readonly message: string; readonly start: number; readonly end: number };

/** A brace without its counterpart, or a range that goes down. Offsets are in the pattern. */
export function globProblem(pattern: string): GlobProblem | null {
  const firstWildcard = pattern.search(/[*?[{]/);
  if (firstWildcard === -1) return null;
  const open: number[] = [];
  for (const match of pattern.matchAll(/\[!?\]?[^\]/]*\]|[{}]/g)) {
    const [token] = match;
    if (token === '{') open.push(match.index);
    else if (token === '}') open.pop();
    else if (hasFallingRange(token)) {
      return { message: `The range in ${token} goes down. Write the smaller character first.`, ...span(match.index, token.length) };
    }
  }
  const last = open.at(-1);
  return last === undefined ? null : { message: 'This { has no }. Close it, or write [{] for the character.', ...span(last, 1) };
}

function span(start: number, length: number): { readonly start: number; readonly end: number } {
  return { start, end: start + length };
}

function hasFallingRange(set: string): boolean {
  const members = [...set.slice(set[1] === '!' ? 2 : 1, -1)];
  for (let at = 0; at + 2 < members.length; at++) {
    if (members[at + 1] !== '-') continue;
    if ((members[at]?.codePointAt(0) ?? 0) > (members[at + 2]?.codePointAt(0) ?? 0)) return true;
    at += 2;
  }
  return false;
}
