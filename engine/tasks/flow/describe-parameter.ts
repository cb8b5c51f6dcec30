import type { Json, JsonObject } from '../../workflow/json.ts';

/** A parameter for the line under a task's name: an expression without its braces, on one line. Empty when it is absent. */
export function describeParameter(parameters: JsonObject, name: string): string {
  return describeValue(Object.hasOwn(parameters, name) ? parameters[name] : undefined);
}

export function describeValue(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const expression = /^\s*\{\{((?:(?!\}\})[\s\S])*)\}\}\s*$/.exec(text);
  return shorten((expression?.[1] ?? text).replace(/\s+/g, ' ').trim());
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** The first line of `code` that is not empty. */
export function describeCode(parameters: JsonObject): string {
  const code = Object.hasOwn(parameters, 'code') ? parameters.code : undefined;
  if (typeof code !== 'string') return '';
  return describeValue(code.split('\n').find((line) => line.trim() !== ''));
}
