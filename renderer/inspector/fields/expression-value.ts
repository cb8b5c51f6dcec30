// From a value to the expression that says the same, and back.
import { hasExpression } from '../../../engine/workflow/expression/template.ts';
import type { Json } from '../../../engine/workflow/json.ts';

/** Null where no expression says the same: the value holds expressions in its parts. */
export function asExpression(value: Json): string | null {
  if (typeof value === 'string') return value;
  return holdsExpression(value) ? null : `{{ ${JSON.stringify(value)} }}`;
}

/** The value that an expression writes out; undefined when it works something out. */
export function writtenValue(text: string): Json | undefined {
  const source = /^\s*\{\{([\s\S]*)\}\}\s*$/.exec(text)?.[1];
  if (source === undefined) return undefined;
  try {
    return JSON.parse(source) as Json;
  } catch {
    return undefined;
  }
}

function holdsExpression(value: Json): boolean {
  if (typeof value === 'string') return hasExpression(value);
  return typeof value === 'object' && value !== null && Object.values(value).some((each: Json) => holdsExpression(each));
}
