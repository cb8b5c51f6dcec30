// Colours of a line of a workflow's text: JSON, and the expressions in its strings. Strings never go over lines, so a line is enough.
import { expressionTokens } from '../expression-help/tokens.ts';
import { expressionPlaces } from './expression-places.ts';
import { readJsonString } from './json-string.ts';

/** Reaches to the start of the next one. */
export type LineToken = { readonly start: number; readonly kind: string };

const pattern = /"(?:\\.|[^"\\])*"?|-?\d[\d.eE+-]*|[A-Za-z_]\w*|[{}[\]:,]|\s+|./g;
/** Where the whole text is an expression. */
const bareKeys = /^"(?:when|condition)"$/;

export function lineTokens(line: string): readonly LineToken[] {
  const tokens: LineToken[] = [];
  let key = '';
  for (const match of line.matchAll(pattern)) {
    const [text] = match;
    const start = match.index;
    if (!text.startsWith('"')) {
      tokens.push({ start, kind: kindOf(text) });
    } else if (/^\s*:/.test(line.slice(start + text.length))) {
      key = text;
      tokens.push({ start, kind: 'key' });
    } else {
      for (const token of stringTokens(text, start, bareKeys.test(key))) tokens.push(token);
    }
  }
  return tokens;
}

function kindOf(text: string): string {
  if (/^[{}[\]:,]$/.test(text)) return 'delimiter';
  if (/^\s/.test(text)) return '';
  if (/^(?:true|false|null)$/.test(text)) return 'keyword';
  return /^-?\d/.test(text) ? 'number' : 'invalid';
}

function stringTokens(raw: string, start: number, isBare: boolean): readonly LineToken[] {
  const plain = { start, kind: 'string' };
  if (!isBare && !raw.includes('{{')) return [plain];
  const { value, written } = readJsonString(raw);
  const isWhole = isBare && !value.trimStart().startsWith('{{');
  const places = isWhole ? [{ source: value, start: 0, end: value.length }] : expressionPlaces(value);
  const braces = isWhole ? 0 : 2;
  const tokens: LineToken[] = [plain];
  for (const place of places) {
    if (braces > 0) tokens.push({ start: start + written(place.start - braces), kind: 'expression.brace' });
    tokens.push({ start: start + written(place.start), kind: 'expression' });
    for (const token of expressionTokens(place.source)) {
      tokens.push({ start: start + written(place.start + token.start), kind: `expression.${token.kind}` });
      tokens.push({ start: start + written(place.start + token.end), kind: 'expression' });
    }
    const end = start + written(place.end);
    if (braces > 0 && value.startsWith('}}', place.end)) {
      tokens.push({ start: end, kind: 'expression.brace' }, { start: start + written(place.end + 2), kind: 'string' });
    } else tokens.push({ start: end, kind: 'string' });
  }
  return withoutEmpty(tokens, start + raw.length);
}

function withoutEmpty(tokens: readonly LineToken[], end: number): readonly LineToken[] {
  return tokens.filter((token, at) => token.start < (tokens[at + 1]?.start ?? end));
}
