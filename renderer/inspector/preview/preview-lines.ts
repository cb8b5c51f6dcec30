// What the expressions of a value come to, one line for each text that holds any.
import { evaluateExpression, evaluateValue, type Scope } from '../../../engine/workflow/expression/evaluate.ts';
import { hasExpression } from '../../../engine/workflow/expression/template.ts';
import { isJsonObject, type Json } from '../../../engine/workflow/json.ts';

export type PreviewLine = {
  /** Where in the value: `day`, `items[0]`; empty when it is the value itself. */
  readonly place: string;
  readonly text: string;
  readonly isError: boolean;
};

const mostLines = 4;
const longestText = 200;

/** Without a run there is no data: what fails then is not shown. */
export function previewLines(
  value: Json,
  scope: Scope,
  options: { readonly bare?: boolean; readonly hasRun: boolean },
): readonly PreviewLine[] {
  const texts = expressionTexts(value, '', options.bare ?? false).slice(0, mostLines);
  return texts.flatMap(({ place, text }): readonly PreviewLine[] => {
    const isBare = options.bare && !hasExpression(text);
    const result = isBare ? evaluateExpression(text, scope) : evaluateValue(text, scope);
    if (result.ok) return [{ place, text: shortValue(result.value), isError: false }];
    return options.hasRun ? [{ place, text: shorten(result.failure.message), isError: true }] : [];
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
