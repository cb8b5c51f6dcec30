import type { Json } from '../../json.ts';
import { type Budget, expressionLimits } from '../limits.ts';
import { describeKind, isList, isMap, measure } from '../value.ts';
import { type FunctionDefinition, fail, numberAt, textAt, valueAt } from './definition.ts';

/** A value as templates write it: texts as they are, null as nothing, everything else as compact JSON. */
export function toText(value: Json, budget: Budget): string {
  if (typeof value === 'string') return value;
  return value === null ? '' : toJsonText(value, budget);
}

function toJsonText(value: Json, budget: Budget): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  // Refuses what is too large or too deep before a text is made of it.
  const probe = budget.probe();
  measure(value, probe);
  const text = JSON.stringify(value);
  budget.spendText(text.length);
  return text;
}

function parseJson(text: string, budget: Budget): Json {
  budget.spend(text.length / 4);
  const value = readJson(text);
  checkParsed(value, 0);
  return value;
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (thrown) {
    if (thrown instanceof SyntaxError || thrown instanceof RangeError) return fail('the text is not valid JSON');
    throw thrown;
  }
}

function checkParsed(value: Json, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth >= expressionLimits.resultDepth) fail(`the JSON is nested more than ${expressionLimits.resultDepth} levels deep`);
  if (Object.hasOwn(value, '__proto__')) fail('the JSON has the key "__proto__"');
  for (const item of Object.values(value)) checkParsed(item, depth + 1);
}

const numberText = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function toNumber(value: Json): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return fail(`${describeKind(value)} cannot be turned into a number`);
  const trimmed = value.trim();
  const number = numberText.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isFinite(number) ? number : fail('the text is not a number');
}

function toBoolean(value: Json): boolean {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (word === 'true' || word === '1' || word === 1 || word === 't') return true;
  if (word === 'false' || word === '0' || word === 0 || word === 'f') return false;
  return fail(
    typeof value === 'string' ? 'the text is neither "true" nor "false"' : `${describeKind(value)} cannot be turned into true or false`,
  );
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  if (isList(value)) return 'list';
  return isMap(value) ? 'map' : typeof value;
}

export const conversionFunctions: readonly FunctionDefinition[] = [
  {
    name: 'toText',
    signature: 'toText(value): text',
    description: 'The value as templates write it: texts as they are, null as nothing, everything else as compact JSON.',
    example: 'toText(1.50)',
    result: '1.5',
    arity: [1, 1],
    returns: 'text',
    run: (args, budget) => toText(valueAt(args, 0), budget),
  },
  {
    name: 'string',
    signature: 'string(value): text',
    description: 'The same as toText.',
    example: 'string(true)',
    result: 'true',
    arity: [1, 1],
    returns: 'text',
    run: (args, budget) => toText(valueAt(args, 0), budget),
  },
  {
    name: 'toNumber',
    signature: 'toNumber(text | number | boolean): number',
    description: 'Reads a decimal number; fails when the text is none.',
    example: 'toNumber(" 12.5 ")',
    result: 12.5,
    arity: [1, 1],
    returns: 'number',
    run: (args) => toNumber(valueAt(args, 0)),
  },
  {
    name: 'double',
    signature: 'double(value): number',
    description: 'The same as toNumber.',
    example: 'double("1e3")',
    result: 1000,
    arity: [1, 1],
    returns: 'number',
    run: (args) => toNumber(valueAt(args, 0)),
  },
  {
    name: 'int',
    signature: 'int(value): number',
    description: 'A whole number: like toNumber, with the fraction cut off.',
    example: 'int("-7.9")',
    result: -7,
    arity: [1, 1],
    returns: 'number',
    run: (args) => Math.trunc(toNumber(valueAt(args, 0))) + 0,
  },
  {
    name: 'bool',
    signature: 'bool(value): boolean',
    description: 'Reads "true", "false", "1", "0", 1 or 0.',
    example: 'bool("true")',
    result: true,
    arity: [1, 1],
    returns: 'boolean',
    run: (args) => toBoolean(valueAt(args, 0)),
  },
  {
    name: 'dyn',
    signature: 'dyn(value): any',
    description: 'The value itself; for expressions written for other implementations of CEL.',
    example: 'dyn(1)',
    result: 1,
    arity: [1, 1],
    returns: 'any',
    run: (args) => valueAt(args, 0),
  },
  {
    name: 'type',
    signature: 'type(value): text',
    description: 'One of "null", "boolean", "number", "string", "list" and "map".',
    example: 'type([1])',
    result: 'list',
    arity: [1, 1],
    returns: 'text',
    run: (args) => kindOf(valueAt(args, 0)),
  },
  {
    name: 'json',
    signature: 'json(value): text',
    description: 'The value as compact JSON.',
    example: 'json({"a": [1, null]})',
    result: '{"a":[1,null]}',
    arity: [1, 1],
    returns: 'text',
    run: (args, budget) => {
      const value = valueAt(args, 0);
      if (typeof value === 'string') budget.spendText(value.length);
      return toJsonText(value, budget);
    },
  },
  {
    name: 'parseJson',
    signature: 'parseJson(text): any',
    description: 'Reads JSON; fails when the text is not valid.',
    example: 'parseJson("[1, true]")',
    result: [1, true],
    arity: [1, 1],
    returns: 'any',
    run: (args, budget) => parseJson(textAt(args, 0), budget),
  },
  {
    name: 'formatNumber',
    signature: 'formatNumber(number, decimals): text',
    description: 'With exactly so many decimals (0 to 20).',
    example: 'formatNumber(2.5, 2)',
    result: '2.50',
    arity: [2, 2],
    returns: 'text',
    run: (args) => {
      const decimals = numberAt(args, 1);
      if (!Number.isInteger(decimals) || decimals < 0 || decimals > 20) return fail('argument 2 must be a whole number from 0 to 20');
      return numberAt(args, 0).toFixed(decimals);
    },
  },
];
