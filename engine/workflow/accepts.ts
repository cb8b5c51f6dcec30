// A fast first answer to whether a value fits a schema: most values do, and parsing copies all of them.
import type * as z from 'zod';
import { isPlain } from './json.ts';

/** True is certain. False means that the schema itself has to be asked: for what is wrong, or because this file does not know. */
export type Acceptance = (value: unknown) => boolean;

type Schema = z.core.$ZodType;

/** The parts of zod's introspection that are understood here. */
type Definition = {
  readonly type: string;
  readonly format?: string;
  readonly checks?: readonly { readonly _zod: { readonly def: Check } }[];
  readonly shape?: { readonly [name: string]: Schema };
  readonly catchall?: Schema;
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly partial?: boolean;
  readonly element?: Schema;
  readonly items?: readonly Schema[];
  readonly rest?: Schema | null;
  readonly innerType?: Schema;
  readonly options?: readonly Schema[];
  readonly entries?: { readonly [name: string]: string | number };
  readonly values?: readonly unknown[];
};

type Check = {
  readonly check: string;
  readonly format?: string;
  readonly pattern?: RegExp;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly value?: unknown;
  readonly inclusive?: boolean;
  readonly fn?: (value: unknown) => unknown;
};

const made = new WeakMap<Schema, Acceptance>();

/** The answer for a schema; made once for each. */
export function acceptanceOf(schema: Schema): Acceptance {
  const known = made.get(schema);
  if (known) return known;
  // A schema may contain itself: what asks for it meanwhile gets one that looks it up.
  made.set(schema, (value) => acceptanceOf(schema)(value));
  const acceptance = make(definitionOf(schema));
  made.set(schema, acceptance);
  return acceptance;
}

function definitionOf(schema: Schema | undefined): Definition {
  return (schema?._zod.def ?? { type: 'never' }) as Definition;
}

const undecided: Acceptance = () => false;

function make(definition: Definition): Acceptance {
  const isOfType = definition.format === undefined ? ofType(definition) : null;
  const checks = (definition.checks ?? []).map(({ _zod }) => passing(_zod.def));
  if (isOfType === null || checks.includes(null)) return undecided;
  const [first, ...others] = checks as readonly Acceptance[];
  if (!first) return isOfType;
  if (others.length === 0) return (value) => isOfType(value) && first(value);
  return (value) => isOfType(value) && first(value) && others.every((check) => check(value));
}

function ofType(definition: Definition): Acceptance | null {
  const { type, element, innerType, options = [], entries = {}, values = [] } = definition;
  switch (type) {
    case 'string':
      return (value) => typeof value === 'string';
    case 'number':
      return Number.isFinite;
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'unknown':
      return () => true;
    case 'enum':
      return oneOf(Object.values(entries));
    case 'literal':
      return oneOf(values);
    case 'optional':
      return innerType ? orUndefined(acceptanceOf(innerType)) : null;
    case 'array':
      return element ? listOf(acceptanceOf(element)) : null;
    case 'union':
      return anyOf(options.map(acceptanceOf));
    case 'tuple':
      return tupleOf(definition);
    case 'record':
      return recordOf(definition);
    case 'object':
      return objectOf(definition);
    default:
      return null;
  }
}

function oneOf(values: readonly unknown[]): Acceptance {
  return (value) => values.includes(value);
}

function orUndefined(inner: Acceptance): Acceptance {
  return (value) => value === undefined || inner(value);
}

function anyOf(options: readonly Acceptance[]): Acceptance {
  return (value) => options.some((option) => option(value));
}

function listOf(element: Acceptance): Acceptance {
  return (value) => Array.isArray(value) && value.every(element);
}

function tupleOf({ items, rest }: Definition): Acceptance | null {
  if (!items || rest) return null;
  const accepted = items.map(acceptanceOf);
  return (value) => Array.isArray(value) && value.length === accepted.length && accepted.every((accepts, index) => accepts(value[index]));
}

function recordOf({ keyType, valueType, partial }: Definition): Acceptance | null {
  if (!keyType || !valueType) return null;
  const isKey = acceptanceOf(keyType);
  const isValue = acceptanceOf(valueType);
  // Every word must be there, unless the record is partial.
  if (definitionOf(keyType).entries && !partial) return null;
  return (value) => isObject(value) && Object.keys(value).every((key) => isKey(key) && isValue(value[key]));
}

/** Strict objects, and those that take or drop any other field. */
function objectOf({ shape = {}, catchall }: Definition): Acceptance | null {
  const others = catchall ? definitionOf(catchall).type : 'unknown';
  if (others !== 'unknown' && others !== 'never') return null;
  const fields = new Map(Object.entries(shape).map(([name, schema]) => [name, acceptanceOf(schema)]));
  const required = [...fields.keys()].filter((name) => definitionOf(shape[name]).type !== 'optional');
  const isField = (name: string, value: unknown) => fields.get(name)?.(value) ?? others === 'unknown';
  return (value) =>
    isObject(value) &&
    required.every((name) => Object.hasOwn(value, name)) &&
    Object.keys(value).every((name) => isField(name, value[name]));
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && isPlain(value);
}

function passing({ check, format, pattern, minimum = 0, maximum = 0, value: bound, inclusive, fn }: Check): Acceptance | null {
  switch (check) {
    case 'min_length':
      return (value) => lengthOf(value) >= minimum;
    case 'max_length':
      return (value) => lengthOf(value) <= maximum;
    case 'string_format':
      return format === 'regex' && pattern?.flags === '' ? (value) => pattern.test(String(value)) : null;
    case 'number_format':
      return format === 'safeint' ? Number.isSafeInteger : null;
    case 'greater_than':
      return (value) => Number(value) > Number(bound) || (inclusive === true && value === bound);
    case 'less_than':
      return (value) => Number(value) < Number(bound) || (inclusive === true && value === bound);
    case 'custom':
      return fn ? (value) => Boolean(fn(value)) : null;
    default:
      return null;
  }
}

function lengthOf(value: unknown): number {
  return (value as { readonly length: number }).length;
}
