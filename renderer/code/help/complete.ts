// What may be written at a place of a workflow's text, which need not be right.
import { expressionCompletions } from '../../expression-help/completions.ts';
import type { Completion } from '../../expression-help/question.ts';
import { completeKeys } from './complete-keys.ts';
import { completeValues } from './complete-values.ts';
import { type CodeCompletion, literally } from './completion.ts';
import { type Cursor, cursorAt, type ExpressionAt, expressionAt } from './cursor.ts';
import type { Surroundings } from './surroundings.ts';

export function codeCompletions(text: string, offset: number, around: Surroundings): readonly CodeCompletion[] {
  const cursor = cursorAt(text, offset);
  const expression = expressionAt(cursor);
  if (expression) return completeExpression(expression, around, cursor);
  return cursor.isKey ? completeKeys(cursor) : completeValues(cursor, around);
}

const kinds: { readonly [K in Completion['kind']]: CodeCompletion['kind'] } = {
  variable: 'variable',
  task: 'task',
  field: 'field',
  function: 'function',
  keyword: 'keyword',
  secret: 'secret',
};

function completeExpression(expression: ExpressionAt, { workflow, known }: Surroundings, { text }: Cursor): readonly CodeCompletion[] {
  const { source, offset, owner, toText, encode } = expression;
  const found = expressionCompletions({ workflow, owner, source, offset, ...(known ? { known } : {}) });
  return found.map(({ kind, label, detail, docs, insert, caret, start, end }) => {
    const [before, after] = [insert.slice(0, caret), insert.slice(caret)].map((part) => literally(encode(part)));
    const quoted = /^["']/.test(insert) ? text.slice(toText(start), toText(start) + 1) : '';
    return {
      kind: kinds[kind],
      label,
      detail,
      docs,
      insert: `${before}$0${after}`,
      start: toText(start),
      end: toText(end),
      filter: quoted === '' ? label : encode(insert),
      goesOn: false,
    };
  });
}
