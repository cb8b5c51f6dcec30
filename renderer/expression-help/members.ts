import type { FunctionEntry } from '../../engine/workflow/expression/functions/definition.ts';
import { expressionFunctions } from '../../engine/workflow/expression/library.ts';
import type { Shape } from '../../engine/workflow/expression/shape.ts';
import type { Json } from '../../engine/workflow/json.ts';
import { catalog } from '../document/catalog.ts';
import { functionDocs, signatureForms } from './functions.ts';
import type { Known } from './known.ts';
import { localsAt } from './locals.ts';
import { type ExpressionScope, sourceShape } from './place.ts';
import type { Completion, Inside } from './question.ts';
import { startOfOperand } from './receiver.ts';
import { seenValue } from './seen.ts';
import { previewOf, shapeWord } from './shapes.ts';

/** A completion that does not know its place yet; `insert` is the label when not given. */
export type Member = Pick<Completion, 'kind' | 'label' | 'detail' | 'docs'> & { readonly insert?: string; readonly caret?: number };

/** What may stand behind the dot or the bracket with the given index. */
export function memberCompletions({ source, tokens, offset, scope, known }: Inside, dot: number): readonly Member[] {
  const first = startOfOperand(tokens, dot - 1);
  const start = first === null ? undefined : tokens[first]?.start;
  if (start === undefined) return [];
  const operand = source.slice(start, tokens[dot - 1]?.end);
  const locals = localsAt(source, tokens, offset, scope);
  if (operand === 'tasks' && !locals.has('tasks')) return taskMembers(scope, known);
  if (operand === 'secrets' && scope.secrets) return (known.secrets ?? []).map(secretMember);
  if (operand === 'cel' || operand === 'optional') return namespaceMembers(operand);
  const shape = sourceShape(operand, scope, locals);
  const isOptional = /\.\?|\[\?/.test(operand);
  return [...fieldMembers(shape, seenValue(operand, scope, known)), ...methodMembers(shape, isOptional)];
}

function taskMembers(scope: ExpressionScope, known: Known): readonly Member[] {
  const ids = [...scope.tasks.known].filter((id) => scope.tasks.upstream(id));
  return ids.map((id) => {
    const place = scope.taskNamed(id);
    const type = place?.task.type ?? '';
    const seen = place && known.output?.(place.path);
    const docs = [place?.task.name, catalog.get(type)?.summary, seen === undefined ? null : `Last run: \`${previewOf(seen)}\``];
    return { kind: 'task', label: id, detail: type, docs: docs.filter(Boolean).join('\n\n') || null };
  });
}

function secretMember(label: string): Member {
  return { kind: 'secret', label, detail: 'secret', docs: null };
}

function namespaceMembers(name: string): readonly Member[] {
  return expressionFunctions
    .filter((entry) => entry.name.startsWith(`${name}.`))
    .map((entry) => call(entry, entry.name.slice(name.length + 1), entry.arity[1] > 0));
}

function fieldMembers(shape: Shape, value: Json | undefined): readonly Member[] {
  if (shape.kind !== 'object') return [];
  return Object.entries(shape.fields).map(([label, field]) => {
    const seen =
      typeof value === 'object' && value !== null && Object.hasOwn(value, label) ? (value as { [key: string]: Json })[label] : undefined;
    const detail = seen === undefined ? shapeWord(field) : `${shapeWord(field)} · ${previewOf(seen)}`;
    return { kind: 'field', label, detail, docs: null };
  });
}

/** Words of signatures for the kinds of values that they take. */
const kindWords: { readonly [kind in Shape['kind']]: readonly string[] } = {
  any: [],
  null: [],
  object: ['map'],
  list: ['list'],
  string: ['text', 'instant', 'duration'],
  number: ['number', 'milliseconds'],
  boolean: ['boolean'],
};

/** Functions that take the value as their first argument: `x.f(y)` is `f(x, y)`. */
function methodMembers(shape: Shape, isOptional: boolean): readonly Member[] {
  return expressionFunctions.flatMap((entry) => {
    const form = signatureForms(entry)[0];
    const takes = form?.receiver ?? form?.parameters[0];
    if (!form || takes === undefined || entry.name.includes('.')) return [];
    if (form.receiver === 'optional') return isOptional ? [call(entry, entry.name, entry.arity[1] > 1)] : [];
    if (entry.name === 'has' || entry.name === 'range' || !fits(shape, takes, form.receiver !== null)) return [];
    return [call(entry, entry.name, entry.arity[1] > 1)];
  });
}

function fits(shape: Shape, takes: string, isForm: boolean): boolean {
  if (shape.kind === 'any' || shape.kind === 'null') return true;
  if (/^(value|any|a)$/.test(takes)) return true;
  if (isForm && shape.kind === 'object') return takes === 'list';
  return kindWords[shape.kind].some((word) => takes.split(/[^a-z]+/i).includes(word));
}

function call(entry: FunctionEntry, name: string, takesMore: boolean): Member {
  const insert = `${name}()`;
  return {
    kind: 'function',
    label: name,
    detail: entry.signature,
    docs: functionDocs(entry.name),
    insert,
    caret: insert.length - (takesMore ? 1 : 0),
  };
}
