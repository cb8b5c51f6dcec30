// The keywords of JSON Schema that look at a value alone, without further schemas.
import { format } from '@cfworker/json-schema';
import { isJsonObject, type Json, type JsonObject } from '../../workflow/json.ts';
import { keyOf } from '../data-transform/value-key.ts';
import { invalidSchema } from './schema-document.ts';

/** Says what the value must be, or null when it is fine. A keyword for another type of value is always fine. */
export type Assertion = (expected: Json, value: Json) => string | null;

export const assertions: ReadonlyMap<string, Assertion> = new Map<string, Assertion>([
  ['type', checkType],
  ['const', (expected, value) => (isSame(expected, value) ? null : `must be ${brief(expected)}`)],
  ['enum', checkEnum],
  ['minimum', numeric('minimum', (limit, value) => (value >= limit ? null : `must be at least ${limit}`))],
  ['maximum', numeric('maximum', (limit, value) => (value <= limit ? null : `must be at most ${limit}`))],
  ['exclusiveMinimum', numeric('exclusiveMinimum', (limit, value) => (value > limit ? null : `must be above ${limit}`))],
  ['exclusiveMaximum', numeric('exclusiveMaximum', (limit, value) => (value < limit ? null : `must be below ${limit}`))],
  ['multipleOf', numeric('multipleOf', (step, value) => (isMultiple(value, step) ? null : `must be a multiple of ${step}`))],
  ['minLength', sized('minLength', textLength, (limit, size) => (size >= limit ? null : `must have at least ${limit} characters`))],
  ['maxLength', sized('maxLength', textLength, (limit, size) => (size <= limit ? null : `must have at most ${limit} characters`))],
  ['minItems', sized('minItems', listLength, (limit, size) => (size >= limit ? null : `must have at least ${limit} items`))],
  ['maxItems', sized('maxItems', listLength, (limit, size) => (size <= limit ? null : `must have at most ${limit} items`))],
  ['minProperties', sized('minProperties', fieldCount, (limit, size) => (size >= limit ? null : `must have at least ${limit} fields`))],
  ['maxProperties', sized('maxProperties', fieldCount, (limit, size) => (size <= limit ? null : `must have at most ${limit} fields`))],
  [
    'uniqueItems',
    (expected, value) => (expected === true && Array.isArray(value) && hasRepetition(value) ? 'must not hold an item twice' : null),
  ],
  ['required', (expected, value) => (isJsonObject(value) ? missingField(namesOf('required', expected), value) : null)],
  ['dependentRequired', checkDependentRequired],
  ['format', checkFormat],
]);

function checkType(expected: Json, value: Json): string | null {
  const types = typeof expected === 'string' ? [expected] : namesOf('type', expected);
  return types.some((type) => isOfType(value, type)) ? null : `must be ${types.join(' or ')}`;
}

function isOfType(value: Json, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isJsonObject(value);
    case 'integer':
      return Number.isInteger(value);
    case 'boolean':
    case 'number':
    case 'string':
      return typeof value === type;
    default:
      throw invalidSchema(`\`type\` names ${JSON.stringify(type)}, which is no type.`);
  }
}

function checkEnum(expected: Json, value: Json): string | null {
  if (!Array.isArray(expected)) throw invalidSchema('`enum` has to be a list.');
  return expected.some((one) => isSame(one, value)) ? null : `must be one of ${brief(expected)}`;
}

function isSame(a: Json, b: Json): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && keyOf(a) === keyOf(b));
}

function numeric(keyword: string, check: (limit: number, value: number) => string | null): Assertion {
  return (expected, value) => {
    if (typeof expected !== 'number') throw invalidSchema(`\`${keyword}\` has to be a number.`);
    return typeof value === 'number' ? check(expected, value) : null;
  };
}

function sized(keyword: string, sizeOf: (value: Json) => number | null, check: (limit: number, size: number) => string | null): Assertion {
  return (expected, value) => {
    if (typeof expected !== 'number') throw invalidSchema(`\`${keyword}\` has to be a number.`);
    const size = sizeOf(value);
    return size === null ? null : check(expected, size);
  };
}

/** In characters as people count them, not in UTF-16 units. */
function textLength(value: Json): number | null {
  return typeof value === 'string' ? [...value].length : null;
}

function listLength(value: Json): number | null {
  return Array.isArray(value) ? value.length : null;
}

function fieldCount(value: Json): number | null {
  return isJsonObject(value) ? Object.keys(value).length : null;
}

/** Decimals are not exact: 0.3 counts as a multiple of 0.1. */
function isMultiple(value: number, step: number): boolean {
  if (step <= 0) throw invalidSchema('`multipleOf` has to be above 0.');
  const quotient = value / step;
  if (!Number.isFinite(quotient)) return value % step === 0;
  return Math.abs(quotient - Math.round(quotient)) <= Math.abs(quotient) * Number.EPSILON * 4;
}

function hasRepetition(items: readonly Json[]): boolean {
  return new Set(items.map(keyOf)).size < items.length;
}

function missingField(names: readonly string[], value: JsonObject): string | null {
  const missing = names.filter((name) => !Object.hasOwn(value, name));
  return missing.length === 0
    ? null
    : `must have ${missing.length === 1 ? 'the field' : 'the fields'} ${missing.map((name) => JSON.stringify(name)).join(', ')}`;
}

function checkDependentRequired(expected: Json, value: Json): string | null {
  if (!isJsonObject(expected)) throw invalidSchema('`dependentRequired` has to be an object of lists.');
  if (!isJsonObject(value)) return null;
  const names = Object.entries(expected).flatMap(([name, needed]) =>
    Object.hasOwn(value, name) ? namesOf('dependentRequired', needed) : [],
  );
  return missingField(names, value);
}

function namesOf(keyword: string, names: Json): readonly string[] {
  if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names;
  throw invalidSchema(`\`${keyword}\` has to hold a list of names.`);
}

/** Checked in linear time. Other formats are remarks, as the standard has it. */
const checkedFormats: ReadonlySet<string> = new Set([
  ...['date', 'time', 'date-time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uri', 'uri-reference', 'uuid'],
  ...['json-pointer', 'relative-json-pointer'],
]);
const longestFormatted = 10_000;

function checkFormat(expected: Json, value: Json): string | null {
  if (typeof expected !== 'string' || typeof value !== 'string' || !checkedFormats.has(expected)) return null;
  const isFine = value.length <= longestFormatted && format[expected]?.(value);
  return isFine ? null : `must be a text of the format ${expected}`;
}

function brief(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
