// Text with {{ expressions }} in it. To write the two braces as text, use an expression: {{ "{{" }}. There is no escape by backslash,
// because `C:\exports\{{ inputs.name }}` must work.
import { err, ok, type Result } from '../result.ts';
import type { ExpressionError } from './syntax.ts';

type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  /** `start` and `end` are offsets of the source in the whole text. */
  | { readonly kind: 'expression'; readonly source: string; readonly start: number; readonly end: number };

export type Template = {
  readonly parts: readonly TemplatePart[];
  /** The text is exactly one expression, with nothing but white space around it: it keeps the type of its value. */
  readonly whole: boolean;
};

/** In one text. What needs more is a list to be joined. */
const mostExpressions = 1000;

function tooMany(start: number, end: number): ExpressionError {
  const message = `The text has more than ${mostExpressions} expressions. Make it from a list: \`{{ items.map(x, …).join("") }}\`.`;
  return { code: 'too_many_expressions', message, start, end };
}

/** Cheap, and right about every text that parses. */
export function hasExpression(text: string): boolean {
  return text.includes('{{');
}

/** Splits a text. Braces inside text literals, map literals and comments of the expression do not end it. */
export function parseTemplate(text: string): Result<Template, ExpressionError> {
  const parts: TemplatePart[] = [];
  let expressions = 0;
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{{', at);
    if (open > at || open < 0) parts.push({ kind: 'text', text: text.slice(at, open < 0 ? text.length : open) });
    if (open < 0) break;
    const end = endOfExpression(text, open + 2);
    if (typeof end !== 'number') return err(end);
    if (++expressions > mostExpressions) return err(tooMany(open, end + 2));
    parts.push({ kind: 'expression', source: text.slice(open + 2, end), start: open + 2, end });
    at = end + 2;
  }
  return ok({ parts, whole: isWhole(parts) });
}

function isWhole(parts: readonly TemplatePart[]): boolean {
  const expressions = parts.filter((part) => part.kind === 'expression').length;
  return expressions === 1 && parts.every((part) => part.kind === 'expression' || part.text.trim() === '');
}

/** Offset of the `}}` that ends the expression which starts at `start`. */
function endOfExpression(text: string, start: number): number | ExpressionError {
  let depth = 0;
  let at = start;
  let quoteAt: number | null = null;
  while (at < text.length) {
    const character = text[at];
    if (character === '"' || character === "'") {
      const end = endOfLiteral(text, at);
      if (end === null) {
        quoteAt = at;
        break;
      }
      at = end;
    } else if (character === '/' && text[at + 1] === '/') {
      at = endOfComment(text, at, depth);
    } else if (character === '}' && depth === 0 && text[at + 1] === '}') {
      return at;
    } else {
      if (character === '{') depth++;
      if (character === '}' && depth > 0) depth--;
      at++;
    }
  }
  return unclosed(text, start, quoteAt);
}

function unclosed(text: string, start: number, quoteAt: number | null): ExpressionError {
  const reason = quoteAt === null ? '' : ' A text literal in it is not closed.';
  const message = `The \`{{\` has no \`}}\`.${reason} To write two braces as text, use \`{{ "{{" }}\`.`;
  return { code: 'template_unclosed', message, start: quoteAt ?? start - 2, end: quoteAt === null ? start : text.length };
}

/** Offset behind the text literal that starts at `start`, by the parser's rules; null when it is not closed. */
function endOfLiteral(text: string, start: number): number | null {
  const quote = text.slice(start, start + 1);
  const closing = text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  for (let at = start + closing.length; at < text.length; at++) {
    if (text.startsWith(closing, at)) return at + closing.length;
    if (closing.length === 1 && (text[at] === '\n' || text[at] === '\r')) return null;
    if (text[at] === '\\') at++;
  }
  return null;
}

/** A comment ends with its line, or with the expression around it. */
function endOfComment(text: string, start: number, depth: number): number {
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\n') return at;
    if (depth === 0 && text.startsWith('}}', at)) return at;
  }
  return text.length;
}
