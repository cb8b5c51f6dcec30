// What several manifests say about their parameters besides the schema. Pure, like the manifests; expressions are left to the run.
import type { ParameterProblem } from '../workflow/catalog.ts';
import { parseDuration } from '../workflow/duration.ts';
import { hasExpression } from '../workflow/expression/template.ts';
import type { Json, JsonObject } from '../workflow/json.ts';
import { durationPattern } from '../workflow/schema.ts';

/** The text of a parameter as far as it is known before the run: null when it is none, or when an expression is in it. */
export function literalText(value: Json | undefined): string | null {
  return typeof value === 'string' && !hasExpression(value) ? value : null;
}

/** An own parameter, whatever its name is. */
export function ownParameter(parameters: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(parameters, name) ? parameters[name] : undefined;
}

/** The last instant that a date can hold, in milliseconds since 1970. */
const lastInstant = 8.64e15;

/** A duration that ends beyond every calendar. */
export function durationProblems(parameters: JsonObject, name: string): readonly ParameterProblem[] {
  const text = literalText(ownParameter(parameters, name));
  if (text === null || !durationPattern.test(text)) return [];
  const ms = parseDuration(text);
  return ms === null || ms > lastInstant
    ? [{ path: [name], message: 'No calendar holds the end of this duration. Give a shorter one.' }]
    : [];
}
