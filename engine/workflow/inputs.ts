// The values a run starts with, or an approval is given: complete, of the declared types, or refused by name.
import { closest } from './expression/suggest.ts';
import type { Failure } from './failure.ts';
import { inputMismatch, nameOfType } from './input-value.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import type { Problem } from './problem.ts';
import { err, ok, type Result } from './result.ts';
import { type Input, workflowSchema } from './schema.ts';

export type Inputs = { readonly [name: string]: Input };

/** Schema of the field `inputs`, and of everything that declares a form the same way (the `form` of an approval). */
export const inputsSchema = workflowSchema.shape.inputs.unwrap();

/**
 * Values for all declared inputs. One that is neither given nor required, and has no default, is null; so is one given as null.
 * Fails with every problem at once; their paths start at the name of the input.
 */
export function resolveInputs(
  declared: Inputs,
  given: JsonObject,
  evaluateDefault: (value: Json) => Result<Json, Failure>,
): Result<JsonObject, readonly Problem[]> {
  const problems = unknownInputs(declared, given);
  const values: [string, Json][] = [];
  for (const [name, input] of Object.entries(declared)) {
    const value = valueFor(name, input, given, evaluateDefault);
    if (value.ok) values.push([name, value.value]);
    else problems.push(value.failure);
  }
  return problems.length > 0 ? err(problems) : ok(Object.fromEntries(values));
}

function valueFor(
  name: string,
  input: Input,
  given: JsonObject,
  evaluateDefault: (value: Json) => Result<Json, Failure>,
): Result<Json, Problem> {
  const value = givenValue(given, name);
  if (value !== null) return checked(name, input, value, `Input \`${name}\``);
  if (input.default !== undefined) {
    const evaluated = evaluateDefault(input.default as Json);
    if (evaluated.ok) return checked(name, input, evaluated.value, `The default of input \`${name}\``);
    return err(
      problem('default_failed', name, `The default of input \`${name}\` cannot be worked out: ${evaluated.failure.message} Give a value.`),
    );
  }
  if (input.required === false) return ok(null);
  return err(problem('missing_input', name, `Input \`${name}\`${input.title ? ` (${input.title})` : ''} is missing. Give a value.`));
}

/** Null stands for "not given". */
function givenValue(given: JsonObject, name: string): Json {
  return Object.hasOwn(given, name) ? (given[name] ?? null) : null;
}

function checked(name: string, input: Input, value: Json, subject: string): Result<Json, Problem> {
  const mismatch = inputMismatch(input, value);
  return mismatch === null ? ok(value) : err(problem('invalid_input', name, `${subject} ${mismatch}.`));
}

/** Names that are not declared, each with the one that was probably meant; the first `most` of them. */
export function unknownInputs(declared: Inputs, given: object, most: number = Number.POSITIVE_INFINITY): Problem[] {
  return Object.keys(given)
    .filter((name) => !Object.hasOwn(declared, name))
    .slice(0, most)
    .map((name) => problem('unknown_input', name, `There is no input \`${name}\`. ${adviceFor(name, declared)}`));
}

function adviceFor(name: string, declared: Inputs): string {
  const names = Object.keys(declared);
  const meant = closest(name, names);
  if (meant) return `Did you mean \`${meant}\`?`;
  return names.length > 0 ? `There are: ${names.slice(0, 20).join(', ')}.` : 'The workflow has no inputs.';
}

function problem(code: string, name: string, message: string): Problem {
  return { code, severity: 'error', path: [name], message };
}

/** The value that a text from a command line (`limit=100`) means for an input; the failure continues a sentence ("must be …"). */
export function coerceInputText(input: Input, text: string): Result<Json, string> {
  switch (input.type) {
    case 'string':
      return ok(text);
    case 'boolean':
      return text === 'true' || text === 'false' ? ok(text === 'true') : err(`must be true or false, but is "${text}"`);
    case 'integer':
    case 'number':
      return coerceNumber(input.type, text);
    case 'array':
    case 'object':
      return coerceJson(input.type, text);
  }
}

function coerceNumber(type: 'integer' | 'number', text: string): Result<Json, string> {
  const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) && Number.isFinite(Number(text));
  if (isNumber && (type === 'number' || Number.isSafeInteger(Number(text)))) return ok(Number(text));
  return err(`must be ${type === 'integer' ? 'a whole number' : 'a number'}, but is "${text}"`);
}

function coerceJson(type: 'array' | 'object', text: string): Result<Json, string> {
  const [name, example] = type === 'array' ? ['a JSON list', '["a", "b"]'] : ['a JSON object', '{"a": 1}'];
  try {
    const value = JSON.parse(text) as Json;
    if (type === 'array' ? Array.isArray(value) : isJsonObject(value)) return ok(value);
    return err(`must be ${name} such as ${example}, but is ${nameOfType(value)}`);
  } catch {
    return err(`must be ${name} such as ${example}; this text is not JSON`);
  }
}
