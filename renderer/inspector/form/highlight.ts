import { expressionTokens } from '../../expression-help/tokens.ts';

export type Piece = {
  readonly text: string;
  readonly kind: 'text' | 'brace' | 'name' | 'property' | 'function' | 'keyword' | 'number' | 'string' | 'operator' | 'bracket' | 'comment';
};

/** Longer texts are shown without colours: they are redrawn with every key. */
const longestColored = 5_000;

/** A text in pieces to be coloured; together they are the text. */
export function highlighted(text: string, isBare: boolean): readonly Piece[] {
  if (text.length > longestColored) return [{ text, kind: 'text' }];
  if (isBare && !text.includes('{{')) return inExpression(text);
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(/\{\{([\s\S]*?)(\}\}|$)/g)) {
    const [whole, source = '', close = ''] = match;
    pieces.push({ text: text.slice(at, match.index), kind: 'text' }, { text: '{{', kind: 'brace' }, ...inExpression(source), {
      text: close,
      kind: 'brace',
    });
    at = match.index + whole.length;
  }
  pieces.push({ text: text.slice(at), kind: 'text' });
  return pieces.filter((piece) => piece.text !== '');
}

function inExpression(source: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const token of expressionTokens(source)) {
    pieces.push({ text: source.slice(at, token.start), kind: 'text' }, { text: token.text, kind: token.kind });
    at = token.end;
  }
  pieces.push({ text: source.slice(at), kind: 'text' });
  return pieces.filter((piece) => piece.text !== '');
}
