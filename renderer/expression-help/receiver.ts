import { type ExpressionToken, isMemberDot, isWord } from './tokens.ts';

const closing: { readonly [bracket: string]: string } = { ')': '(', ']': '[', '}': '{' };

/**
 * Index of the token with which the operand that ends with the token at `last` starts: of `a + b.c[0].map(x, x)` up to `)` that is `b`.
 * Null when no operand ends there.
 */
export function startOfOperand(tokens: readonly ExpressionToken[], last: number): number | null {
  for (let at = last; at >= 0; ) {
    const start = startOfPart(tokens, at);
    if (start === null) return null;
    if (!isMemberDot(tokens[start - 1])) return start;
    at = start - 2;
  }
  return null;
}

/** Of a name, a literal, a call, an index or something in brackets, without what is in front of its dot. */
function startOfPart(tokens: readonly ExpressionToken[], at: number): number | null {
  const token = tokens[at];
  if (!token) return null;
  if (isWord(token) || token.kind === 'string' || token.kind === 'number') return at;
  const opening = startOfBrackets(tokens, at);
  if (opening === null) return null;
  const before = tokens[opening - 1];
  if (token.text === ')' && before?.kind === 'function') return opening - 1;
  if (token.text === ']' && before && endsOperand(before)) return startOfPart(tokens, opening - 1);
  return opening;
}

function startOfBrackets(tokens: readonly ExpressionToken[], at: number): number | null {
  const open: string[] = [];
  for (let index = at; index >= 0; index--) {
    const text = tokens[index]?.text ?? '';
    if (Object.hasOwn(closing, text)) open.push(closing[text] ?? '');
    else if (text.startsWith(open.at(-1) ?? '\0') && tokens[index]?.kind === 'bracket') open.pop();
    if (open.length === 0) return index === at ? null : index;
  }
  return null;
}

export function endsOperand(token: ExpressionToken): boolean {
  return (
    (isWord(token) && token.text !== 'in') || token.kind === 'string' || token.text === ')' || token.text === ']' || token.text === '}'
  );
}
