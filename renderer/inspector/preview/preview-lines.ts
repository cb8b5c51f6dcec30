// What the expressions of a value come to, one line for each text that holds any.
import { evaluateExpression, evaluateValue, type Scope } from '../../../engine/workflow/expression/evaluate.ts';
import { hasExpression } from '../../../engine/workflow/expression/template.ts';
import { isJsonObject, type Json } from '../../../engine/workflow/json.ts';
import { messages } from '../../messages/messages.ts';
import { isWithinBudget } from './within-budget.ts';

export type PreviewLine = {
  /** Where in the value: `day`, `items[0]`; empty when it is the value itself. */
  readonly place: string;
  readonly text: string;
  readonly kind: 'value' | 'error' | 'missing';
};

const mostLines = 4;
const longestText = 200;

export type PreviewOptions = {
  readonly bare?: boolean;
  /** What to say of an expression that fails; null: nothing. Data that is not there yet is nobody's fault. */
  readonly explain: (message: string) => Pick<PreviewLine, 'kind' | 'text'> | null;
};

export function previewLines(value: Json, scope: Scope, { bare = false, explain }: PreviewOptions): readonly PreviewLine[] {
  const texts = expressionTexts(value, '', bare).slice(0, mostLines);
  return texts.flatMap(({ place, text }): readonly PreviewLine[] => {
    if (!isWithinBudget(text, scope, bare)) return [{ place, text: messages.inspector.tooCostly, kind: 'missing' }];
    const result = bare && !hasExpression(text) ? evaluateExpression(text, scope) : evaluateValue(text, scope);
    if (result.ok) return [{ place, text: shortValue(result.value), kind: 'value' }];
    const said = explain(result.failure.message);
    return said === null ? [] : [{ place, kind: said.kind, text: shorten(said.text) }];
  });
}

function expressionTexts(value: Json, place: string, bare: boolean): { readonly place: string; readonly text: string }[] {
  if (typeof value === 'string') return hasExpression(value) || (bare && value.trim() !== '') ? [{ place, text: value }] : [];
  if (Array.isArray(value)) return value.flatMap((each: Json, index) => expressionTexts(each, `${place}[${index}]`, bare));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, each]) => expressionTexts(each, place === '' ? key : `${place}.${key}`, bare));
}

/** A value in one line, as JSON, without printing more of it than is shown. */
export function shortValue(value: Json, longest: number = longestText): string {
  return shorten(JSON.stringify(cut(value, longest)) ?? 'null', longest);
}

function cut(value: Json, rest: number): Json {
  if (typeof value === 'string') return value.length > rest ? `${value.slice(0, rest)}…` : value;
  if (Array.isArray(value)) return value.slice(0, Math.ceil(rest / 2)).map((each: Json) => cut(each, Math.ceil(rest / 2)));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).slice(0, Math.ceil(rest / 4));
  return Object.fromEntries(entries.map(([key, each]) => [key, cut(each, Math.ceil(rest / 2))]));
}

function shorten(text: string, longest: number = longestText): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
