import type { Json } from '../../json.ts';
import type { Budget } from '../limits.ts';
import { isList, isMap, setField } from '../value.ts';
import { type FunctionDefinition, fail, listAt, mapAt, textAt } from './definition.ts';

function merge(args: readonly Json[], budget: Budget): Json {
  const merged: { [key: string]: Json } = {};
  for (let index = 0; index < args.length; index++) {
    for (const [key, value] of Object.entries(mapAt(args, index, budget))) setField(merged, key, value);
  }
  return merged;
}

function fromEntries(list: readonly Json[]): Json {
  const map: { [key: string]: Json } = {};
  for (const entry of list) {
    const [key, value] = isList(entry) ? entry : isMap(entry) ? [own(entry, 'key'), own(entry, 'value')] : [];
    if (typeof key !== 'string' || value === undefined) return fail('every entry must be { "key": text, "value": … } or [text, value]');
    setField(map, key, value);
  }
  return map;
}

function own(map: { readonly [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function select(args: readonly Json[], keep: boolean, budget: Budget): Json {
  const names = new Set(listAt(args, 1, budget));
  const selected: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(mapAt(args, 0, budget))) {
    if (names.has(key) === keep) setField(selected, key, value);
  }
  return selected;
}

export const mapFunctions: readonly FunctionDefinition[] = [
  {
    name: 'keys',
    signature: 'keys(map): list of text',
    description: 'The keys, in their order.',
    example: 'keys({"a": 1, "b": 2})',
    result: ['a', 'b'],
    arity: [1, 1],
    returns: 'list',
    run: (args, budget) => Object.keys(mapAt(args, 0, budget)),
  },
  {
    name: 'values',
    signature: 'values(map): list',
    description: 'The values, in the order of their keys.',
    example: 'values({"a": 1, "b": 2})',
    result: [1, 2],
    arity: [1, 1],
    returns: 'list',
    run: (args, budget) => Object.values(mapAt(args, 0, budget)),
  },
  {
    name: 'entries',
    signature: 'entries(map): list of { key, value }',
    description: 'The keys with their values.',
    example: 'entries({"a": 1})',
    result: [{ key: 'a', value: 1 }],
    arity: [1, 1],
    returns: 'list',
    run: (args, budget) => Object.entries(mapAt(args, 0, budget)).map(([key, value]) => ({ key, value })),
  },
  {
    name: 'fromEntries',
    signature: 'fromEntries(list): map',
    description: 'A map from { "key": …, "value": … } or [key, value] entries; of equal keys the last one counts.',
    example: 'fromEntries([["a", 1]])',
    result: { a: 1 },
    arity: [1, 1],
    returns: 'map',
    run: (args, budget) => fromEntries(listAt(args, 0, budget)),
  },
  {
    name: 'merge',
    signature: 'merge(map, map, …): map',
    description: 'All keys of all maps; of equal keys the last one counts. Maps inside are not merged.',
    example: 'merge({"a": 1, "b": 1}, {"b": 2})',
    result: { a: 1, b: 2 },
    arity: [1, 32],
    returns: 'map',
    run: merge,
  },
  {
    name: 'pick',
    signature: 'pick(map, keys): map',
    description: 'Only the named keys.',
    example: 'pick({"a": 1, "b": 2}, ["a"])',
    result: { a: 1 },
    arity: [2, 2],
    returns: 'map',
    run: (args, budget) => select(args, true, budget),
  },
  {
    name: 'omit',
    signature: 'omit(map, keys): map',
    description: 'Without the named keys.',
    example: 'omit({"a": 1, "b": 2}, ["a"])',
    result: { b: 2 },
    arity: [2, 2],
    returns: 'map',
    run: (args, budget) => select(args, false, budget),
  },
  {
    name: 'get',
    signature: 'get(map, path): any',
    description: 'The value at a path with dots; null when there is none.',
    example: 'get({"a": {"b": 1}}, "a.b")',
    result: 1,
    arity: [2, 2],
    returns: 'any',
    run: (args) => {
      let value: Json = args[0] ?? null;
      for (const key of textAt(args, 1).split('.')) {
        const index: string | number = isList(value) && /^\d{1,9}$/.test(key) ? Number(key) : key;
        if (typeof value !== 'object' || value === null || !Object.hasOwn(value, index)) return null;
        value = (value as { readonly [key: string | number]: Json })[index] ?? null;
      }
      return value;
    },
  },
];
