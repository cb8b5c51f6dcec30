// What may be written at a place in an expression.

import type { FunctionEntry } from '../../engine/workflow/expression/functions/definition.ts';
import { expressionFunctions } from '../../engine/workflow/expression/library.ts';
import type { Shape } from '../../engine/workflow/expression/shape.ts';
import { functionDocs, signatureForms } from './functions.ts';
import { localsAt } from './locals.ts';
import { type Member, memberCompletions } from './members.ts';
import { scopeAt } from './place.ts';
import type { Completion, ExpressionQuestion, Inside } from './question.ts';
import { endsOperand, startOfOperand } from './receiver.ts';
import { shapeWord } from './shapes.ts';
import { type ExpressionToken, expressionTokens, isMemberDot, isWord } from './tokens.ts';

/** In the order in which they are offered, the nearest first. None inside of texts and comments. */
export function expressionCompletions({ workflow, owner, source, offset, known = {} }: ExpressionQuestion): readonly Completion[] {
  const tokens = expressionTokens(source);
  const at = tokens.findIndex((token) => token.start < offset && offset <= token.end);
  const token = tokens[at];
  const scope = scopeAt(workflow, owner, known);
  const inside = { source, tokens, offset, scope, known };
  if (token?.kind === 'string' && (offset < token.end || !/.["']$/.test(token.text))) return keyCompletions(inside, at, token);
  if (token?.kind === 'comment' || token?.kind === 'number') return [];
  const word = token && isWord(token) ? token : null;
  const span = { start: word?.start ?? offset, end: word?.end ?? offset };
  const before = word ? at - 1 : tokens.filter((each) => each.end <= offset).length - 1;
  if (isMemberDot(tokens[before])) return placed(memberCompletions(inside, before), span, isCalled(source, span.end));
  const previous = tokens[before];
  if (previous && endsOperand(previous)) return placed(operators, span, false);
  return placed(freeCompletions(inside), span, isCalled(source, span.end));
}

const operators: readonly Member[] = [{ kind: 'keyword', label: 'in', detail: 'item in list', docs: null }];

function placed(members: readonly Member[], span: { readonly start: number; readonly end: number }, called: boolean): Completion[] {
  return members.map(({ kind, label, detail, docs, insert = label, caret }) => {
    const text = called ? insert.replace(/\(.*\)$/, '') : insert;
    return { kind, label, detail, docs, insert: text, caret: Math.min(caret ?? text.length, text.length), ...span };
  });
}

/** Whether a bracket follows, so that none need be added. */
function isCalled(source: string, end: number): boolean {
  return /^\s*\(/.test(source.slice(end, end + 20));
}

function freeCompletions({ source, tokens, offset, scope }: Inside): readonly Member[] {
  const locals = [...localsAt(source, tokens, offset, scope)].map(([name, shape]) => variable(name, shape));
  const variables = Object.entries(scope.variables).map(([name, shape]) => variable(name, shape));
  const hasTasks = [...scope.tasks.known].some((id) => scope.tasks.upstream(id));
  const tasks: Member[] = hasTasks ? [{ kind: 'variable', label: 'tasks', detail: 'outputs of tasks upstream', docs: null }] : [];
  const secrets: Member[] = scope.secrets ? [{ kind: 'variable', label: 'secrets', detail: 'secrets of the environment', docs: null }] : [];
  const words = ['true', 'false', 'null'].map((label): Member => ({ kind: 'keyword', label, detail: '', docs: null }));
  const shadowed = new Set(locals.map(({ label }) => label));
  return [...locals, ...tasks, ...variables.filter(({ label }) => !shadowed.has(label)), ...secrets, ...freeFunctions, ...words];
}

function variable(label: string, shape: Shape): Member {
  return { kind: 'variable', label, detail: shapeWord(shape), docs: null };
}

const freeFunctions: readonly Member[] = expressionFunctions.filter((entry) => signatureForms(entry)[0]?.receiver === null).map(freeCall);

function freeCall(entry: FunctionEntry): Member {
  const takesNothing = entry.arity[1] === 0;
  const insert = `${entry.name}()`;
  return {
    kind: 'function',
    label: entry.name,
    detail: entry.signature,
    docs: functionDocs(entry.name),
    insert,
    caret: insert.length - (takesNothing ? 0 : 1),
  };
}

/** Inside of the quotes of `headers["…"]`. */
function keyCompletions(inside: Inside, at: number, token: ExpressionToken): readonly Completion[] {
  const opening = inside.tokens[at - 1];
  if (!opening?.text.startsWith('[') || startOfOperand(inside.tokens, at - 2) === null) return [];
  const quote = token.text.slice(0, 1);
  const span = { start: token.start, end: token.end };
  const fields = memberCompletions(inside, at - 1).filter(({ kind }) => kind !== 'function');
  return fields.map(({ kind, label, detail, docs }) => {
    const text = `${quote}${label.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)}${quote}`;
    return { kind, label, detail, docs, insert: text, caret: text.length, ...span };
  });
}
