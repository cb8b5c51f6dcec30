// Writing and measuring members in the source of an expression: `.name` or `["name"]`.
import type { FoundReference } from './expressions.ts';

const plainName = /^(?!(?:true|false|null|in)$)[A-Za-z_][A-Za-z0-9_]*$/;
const rootName = /[A-Za-z_][A-Za-z0-9_]*/y;
const member = /\s*(?:\.\s*\??\s*[A-Za-z_][A-Za-z0-9_]*|\[\s*\??\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\d+)\s*\])/y;

export function printMember(name: string): string {
  return plainName.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** Where the first `length` parts of a reference end in its source; undefined where they are written in an unusual way. */
export function endOfParts({ reference, source }: Pick<FoundReference, 'reference' | 'source'>, length: number): number | undefined {
  let end = endOfMatch(rootName, source, reference.start);
  for (let part = 1; part < length && end !== undefined; part += 1) end = endOfMatch(member, source, end);
  return end;
}

function endOfMatch(pattern: RegExp, source: string, start: number): number | undefined {
  pattern.lastIndex = start;
  return pattern.test(source) ? pattern.lastIndex : undefined;
}
