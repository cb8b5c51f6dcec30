// Values while an expression runs: JSON, and optionals from `.?`, which never get into lists, maps or results.
import type { Json, JsonObject } from '../json.ts';
import { ExpressionFault } from './fault.ts';
import { type Budget, charactersPerStep, expressionLimits, type ResultCounter } from './limits.ts';

/** What `.?` and `optional.of` give; undefined: no value. */
export class Optional {
  readonly value: Json | undefined;
  constructor(value: Json | undefined) {
    this.value = value;
  }
}

export const none = new Optional(undefined);

export type Value = Json | Optional;

/** The value inside an optional; null when there is none. */
export function settle(value: Value): Json {
  return value instanceof Optional ? (value.value ?? null) : value;
}

export function isList(value: Value): value is readonly Json[] {
  return Array.isArray(value);
}

export function isMap(value: Value): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Optional);
}

/** The kind of a value in words, for messages. Never the value itself: it may be a secret. */
export function describeKind(value: Value): string {
  if (value === null) return 'null';
  if (value instanceof Optional) return 'an optional value';
  if (isList(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'boolean') return 'true or false';
  return typeof value === 'number' ? 'a number' : 'a text';
}

/** Equality of JSON values; values of different kinds are unequal. */
export function isEqual(a: Json, b: Json, budget: Budget, depth = 0): boolean {
  budget.spend(1);
  if (typeof a === 'string') {
    budget.spend(typeof b === 'string' ? Math.min(a.length, b.length) / charactersPerStep : 0);
    return a === b;
  }
  if (a === b) return true;
  if (depth >= expressionLimits.resultDepth) throw new ExpressionFault('failed', 'the values are nested too deep to compare');
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index] as Json, budget, depth + 1));
  if (!isMap(a) || !isMap(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key] as Json, b[key] as Json, budget, depth + 1));
}

/** Sets an own property; refuses the one name that is not plain data in JavaScript. */
export function setField(map: { [key: string]: Json }, key: string, value: Json): void {
  if (key === '__proto__') throw new ExpressionFault('failed', 'a map cannot have the key "__proto__"');
  map[key] = value;
}

/** Counts a value against the size of results, and refuses what JSON cannot hold. */
export function measure(value: Json, budget: ResultCounter, depth = 0): void {
  switch (typeof value) {
    case 'string':
      budget.spendResult(value.length + 2);
      return;
    case 'number':
      if (!Number.isFinite(value)) throw new ExpressionFault('failed', `its result is ${value}, which JSON cannot hold`);
      budget.spendResult(8);
      return;
    case 'object':
      if (value !== null) measureNested(value, budget, depth);
      return;
    default:
      budget.spendResult(4);
  }
}

function measureNested(value: readonly Json[] | JsonObject, budget: ResultCounter, depth: number): void {
  if (depth >= expressionLimits.resultDepth) {
    throw new ExpressionFault('failed', `its result is nested more than ${expressionLimits.resultDepth} levels deep`);
  }
  budget.spendResult(2);
  if (isList(value)) {
    for (const item of value) measure(item, budget, depth + 1);
    return;
  }
  for (const key of Object.keys(value)) {
    budget.spendResult(key.length + 4);
    measure(value[key] as Json, budget, depth + 1);
  }
}
