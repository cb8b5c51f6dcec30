import { startOfOperand } from './receiver.ts';
import { type ExpressionToken, isMemberDot } from './tokens.ts';

/** A call that is open at a place: in `xs.map(x, x.|` it is `map`, with the argument 1 and the receiver `xs`. */
export type OpenCall = {
  /** As functions are listed: `size`, `cel.bind`. */
  readonly name: string;
  /** Which argument is being written, from 0; the receiver is not counted. */
  readonly argument: number;
  readonly receiver: { readonly start: number; readonly end: number } | null;
  /** The tokens of each argument before the one that is being written. */
  readonly before: readonly (readonly ExpressionToken[])[];
};

type Open = { readonly at: number; readonly commas: number[] };

/** The calls around an offset, the innermost last. */
export function openCalls(tokens: readonly ExpressionToken[], offset: number): readonly OpenCall[] {
  const stack: Open[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.start >= offset) break;
    if (token.kind === 'bracket') {
      if (/[([{]/.test(token.text)) stack.push({ at, commas: [] });
      else if (token.end <= offset) stack.pop();
    } else if (token.text === ',') stack.at(-1)?.commas.push(at);
  }
  return stack.flatMap((open) => callAt(tokens, open) ?? []);
}

function callAt(tokens: readonly ExpressionToken[], { at, commas }: Open): OpenCall | null {
  const name = tokens[at - 1];
  if (tokens[at]?.text !== '(' || name?.kind !== 'function') return null;
  const bounds = [at, ...commas];
  const before = commas.map((comma, index) => tokens.slice((bounds[index] ?? at) + 1, comma));
  const call = { name: name.text, argument: commas.length, before };
  if (!isMemberDot(tokens[at - 2])) return { ...call, receiver: null };
  const start = startOfOperand(tokens, at - 3);
  const first = start === null ? undefined : tokens[start];
  const last = tokens[at - 3];
  if (!first || !last) return { ...call, receiver: null };
  const isNamespace = first === last && (first.text === 'cel' || first.text === 'optional');
  if (isNamespace) return { ...call, name: `${first.text}.${name.text}`, receiver: null };
  return { ...call, receiver: { start: first.start, end: last.end } };
}
