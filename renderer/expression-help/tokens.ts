// Cuts the source of an expression into tokens. Unlike the parser it takes any text, because people ask for help in the middle of typing.

export type ExpressionTokenKind = 'name' | 'property' | 'function' | 'keyword' | 'number' | 'string' | 'operator' | 'bracket' | 'comment';

/** `start` and `end` are offsets in the source. */
export type ExpressionToken = { readonly kind: ExpressionTokenKind; readonly start: number; readonly end: number; readonly text: string };

const keywords: ReadonlySet<string> = new Set(['true', 'false', 'null', 'in']);
const pattern =
  /\/\/[^\n]*|[rRbB]{0,2}("""|''')(?:\\[\s\S]|(?!\1)[^\\])*(?:\1|$)|[rRbB]{0,2}(?:"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)|[A-Za-z_]\w*|\d[\w.]*|\.\?|\[\?|[=!<>]=|&&|\|\||[()[\]{}]|[^\s]/g;

/** The tokens in order; white space is left out. */
export function expressionTokens(source: string): readonly ExpressionToken[] {
  const tokens: ExpressionToken[] = [];
  for (const match of source.matchAll(pattern)) {
    const [text] = match;
    const start = match.index;
    tokens.push({ kind: kindOf(text, tokens.at(-1)?.text, source, start + text.length), start, end: start + text.length, text });
  }
  return tokens;
}

function kindOf(text: string, before: string | undefined, source: string, end: number): ExpressionTokenKind {
  if (text.startsWith('//')) return 'comment';
  if (/^[rRbB]{0,2}["']/.test(text)) return 'string';
  if (/^\d/.test(text)) return 'number';
  if (/^[()[\]{}]$|^\[\?$/.test(text)) return 'bracket';
  if (!/^[A-Za-z_]/.test(text)) return 'operator';
  const isMember = before === '.' || before === '.?';
  if (keywords.has(text) && !isMember) return 'keyword';
  if (/^\s*\(/.test(source.slice(end, end + 20))) return 'function';
  return isMember ? 'property' : 'name';
}

export function isWord({ kind }: ExpressionToken): boolean {
  return kind === 'name' || kind === 'property' || kind === 'function' || kind === 'keyword';
}

export function isMemberDot(token: ExpressionToken | undefined): boolean {
  return token?.text === '.' || token?.text === '.?';
}
