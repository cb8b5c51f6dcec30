import type { Json, JsonObject } from '../../json.ts';
import { ExpressionFault } from '../fault.ts';
import type { Budget } from '../limits.ts';
import { describeKind, isList, isMap } from '../value.ts';

/** What documentation, completion and checks know about a function. */
export type FunctionEntry = {
  readonly name: string;
  readonly signature: string;
  readonly description: string;
  readonly example: string;
  /** What the example gives. */
  readonly result: Json;
  /** Fewest and most arguments; a receiver counts as the first. */
  readonly arity: readonly [number, number];
  readonly returns: 'any' | 'text' | 'number' | 'boolean' | 'list' | 'map';
};

/** A function over evaluated arguments. `f(x, y)` and `x.f(y)` are the same call. */
export type FunctionDefinition = FunctionEntry & {
  /** Throws an ExpressionFault whose message continues "name: …". */
  readonly run: (args: readonly Json[], budget: Budget) => Json;
};

export function fail(message: string): never {
  throw new ExpressionFault('failed', message);
}

function wrongKind(index: number, wanted: string, value: Json): never {
  return fail(`argument ${index + 1} must be ${wanted}, not ${describeKind(value)}`);
}

export function valueAt(args: readonly Json[], index: number): Json {
  return args[index] ?? null;
}

export function textAt(args: readonly Json[], index: number): string {
  const value = valueAt(args, index);
  return typeof value === 'string' ? value : wrongKind(index, 'a text', value);
}

export function numberAt(args: readonly Json[], index: number): number {
  const value = valueAt(args, index);
  return typeof value === 'number' ? value : wrongKind(index, 'a number', value);
}

export function wholeAt(args: readonly Json[], index: number): number {
  const value = numberAt(args, index);
  return Number.isSafeInteger(value) ? value : fail(`argument ${index + 1} must be a whole number`);
}

export function listAt(args: readonly Json[], index: number, budget: Budget): readonly Json[] {
  const value = valueAt(args, index);
  if (!isList(value)) return wrongKind(index, 'a list', value);
  budget.spend(value.length);
  return value;
}

export function mapAt(args: readonly Json[], index: number, budget: Budget): JsonObject {
  const value = valueAt(args, index);
  if (!isMap(value)) return wrongKind(index, 'a map', value);
  budget.spend(Object.keys(value).length);
  return value;
}
