// What is said of the word under the pointer in an expression.

import { catalog } from '../document/catalog.ts';
import { functionDocs } from './functions.ts';
import type { Known } from './known.ts';
import { localsAt } from './locals.ts';
import { type ExpressionScope, scopeAt, sourceShape } from './place.ts';
import type { ExpressionQuestion } from './question.ts';
import { startOfOperand } from './receiver.ts';
import { seenValue } from './seen.ts';
import { previewOf, shapeWord } from './shapes.ts';
import { expressionTokens, isWord } from './tokens.ts';

/** `start` and `end` are offsets in the source; `docs` is Markdown. */
export type ExpressionHover = { readonly start: number; readonly end: number; readonly docs: string };

export function expressionHover({ workflow, owner, source, offset, known = {} }: ExpressionQuestion): ExpressionHover | null {
  const tokens = expressionTokens(source);
  const at = tokens.findIndex((token) => token.start <= offset && offset < token.end);
  const token = tokens[at];
  if (!token || !isWord(token) || token.kind === 'keyword') return null;
  const span = { start: token.start, end: token.end };
  const start = tokens[startOfOperand(tokens, at) ?? at]?.start ?? token.start;
  if (token.kind === 'function') {
    const operand = source.slice(start, token.end);
    const docs = functionDocs(operand) ?? functionDocs(token.text);
    return docs === null ? null : { ...span, docs };
  }
  const scope = scopeAt(workflow, owner, known);
  const docs = wordDocs(source.slice(start, token.end), scope, known, () => localsAt(source, tokens, offset, scope));
  return docs === null ? null : { ...span, docs };
}

function wordDocs(operand: string, scope: ExpressionScope, known: Known, locals: () => ReturnType<typeof localsAt>): string | null {
  const task = /^tasks\.(\w+)$/.exec(operand)?.[1];
  if (task !== undefined) return taskDocs(task, scope);
  if (operand === 'tasks') return '`tasks`: outputs, states and errors of the tasks upstream.';
  if (operand === 'secrets') return '`secrets`: secrets of the environment, in parameters only.';
  const shape = sourceShape(operand, scope, locals());
  const value = seenValue(operand, scope, known);
  if (shape.kind === 'any' && value === undefined) return null;
  const seen = value === undefined ? '' : `\n\nLast run: \`${previewOf(value).replaceAll('`', "'")}\``;
  return `\`${operand.replaceAll('`', "'")}\`: ${shapeWord(shape)}${seen}`;
}

function taskDocs(id: string, scope: ExpressionScope): string | null {
  const place = scope.taskNamed(id);
  if (!place) return null;
  const manifest = catalog.get(place.task.type);
  return `Task \`${place.path}\` · ${manifest?.title ?? place.task.type}${manifest ? `\n\n${manifest.summary}` : ''}`;
}
