// Calls whose arguments are not simply evaluated first: some name a variable, some may stay unevaluated.
import type { FunctionEntry } from './functions/definition.ts';
import type { Node } from './syntax.ts';

/** Forms over a list that name a variable: `xs.map(x, …)`. The number of arguments excludes the list. */
const listForms: ReadonlyMap<string, readonly number[]> = new Map([
  ['map', [2, 3]],
  ['filter', [2]],
  ['all', [2]],
  ['exists', [2]],
  ['exists_one', [2]],
  ['find', [2]],
  ['sortBy', [2]],
  ['groupBy', [2]],
]);

/** A form that names a variable, taken apart. */
export type BindingForm = {
  readonly name: string;
  readonly variable: string;
  /** Evaluated once, outside of the variable's scope: the list, or the value of `cel.bind`. */
  readonly source: Node;
  /** Evaluated with the variable in scope. */
  readonly bodies: readonly Node[];
};

export function asBindingForm(node: Node): BindingForm | null {
  if (node.op !== 'rcall') return null;
  const [name, receiver, args] = node.args;
  const [first, ...rest] = args;
  if (first?.op !== 'id') return null;
  if (isNamespace(receiver, 'cel')) {
    const [source, ...bodies] = rest;
    return name === 'bind' && source && bodies.length === 1 ? { name: 'cel.bind', variable: first.args, source, bodies } : null;
  }
  return listForms.get(name)?.includes(args.length) ? { name, variable: first.args, source: receiver, bodies: rest } : null;
}

export function isListForm(name: string): boolean {
  return listForms.has(name);
}

export function isNamespace(node: Node, name: 'cel' | 'optional'): boolean {
  return node.op === 'id' && node.args === name;
}

/** `optional.of(x)`, `optional.none()` and `cel.bind(…)`: calls whose receiver is no value. */
export function isNamespaceCall(node: Node): boolean {
  if (node.op !== 'rcall') return false;
  const [name, receiver] = node.args;
  return (isNamespace(receiver, 'cel') && name === 'bind') || (isNamespace(receiver, 'optional') && (name === 'of' || name === 'none'));
}

type Name = 'has' | 'default' | 'orValue' | 'or' | 'hasValue' | 'value';

/** Forms that are called like functions; a receiver counts as the first argument. */
const plainForms: ReadonlyMap<string, number> = new Map<Name, number>([
  ['has', 1],
  ['default', 2],
  ['orValue', 2],
  ['or', 2],
  ['hasValue', 1],
  ['value', 1],
]);

export function plainFormArity(name: string): number | undefined {
  return plainForms.get(name);
}

export const specialForms: readonly FunctionEntry[] = [
  {
    name: 'default',
    signature: 'default(value, fallback): any',
    description: 'The value, or the fallback where the value is null, or a field or item on the way to it is missing.',
    example: 'default({"a": 1}.b.c, "none")',
    result: 'none',
    arity: [2, 2],
    returns: 'any',
  },
  {
    name: 'has',
    signature: 'has(map.field): boolean',
    description: 'Whether the field exists. Fields on the way to it may be missing, too.',
    example: 'has({"a": 1}.b)',
    result: false,
    arity: [1, 1],
    returns: 'boolean',
  },
  {
    name: 'orValue',
    signature: 'map.?field.orValue(fallback): any',
    description: '`.?` and `[?…]` read a field or an item that may be missing; orValue gives the fallback then.',
    example: '{"a": 1}.?b.orValue(0)',
    result: 0,
    arity: [2, 2],
    returns: 'any',
  },
  {
    name: 'or',
    signature: 'optional.or(optional): optional',
    description: 'The first of two optional values that is there.',
    example: '{"a": 1}.?b.or({"a": 1}.?a).orValue(0)',
    result: 1,
    arity: [2, 2],
    returns: 'any',
  },
  {
    name: 'hasValue',
    signature: 'optional.hasValue(): boolean',
    description: 'Whether an optional value is there.',
    example: '{"a": 1}.?b.hasValue()',
    result: false,
    arity: [1, 1],
    returns: 'boolean',
  },
  {
    name: 'value',
    signature: 'optional.value(): any',
    description: 'The value of an optional; fails when there is none.',
    example: '{"a": 1}.?a.value()',
    result: 1,
    arity: [1, 1],
    returns: 'any',
  },
  {
    name: 'map',
    signature: 'list.map(x, expression) or list.map(x, condition, expression): list',
    description: 'The value of the expression for every item, or for those that meet the condition. Over a map: for every key.',
    example: '[1, 2, 3].map(x, x > 1, x * 10)',
    result: [20, 30],
    arity: [3, 4],
    returns: 'list',
  },
  {
    name: 'filter',
    signature: 'list.filter(x, condition): list',
    description: 'The items that meet the condition.',
    example: '[1, 2, 3].filter(x, x != 2)',
    result: [1, 3],
    arity: [3, 3],
    returns: 'list',
  },
  {
    name: 'all',
    signature: 'list.all(x, condition): boolean',
    description: 'Whether every item meets the condition.',
    example: '[1, 2].all(x, x > 0)',
    result: true,
    arity: [3, 3],
    returns: 'boolean',
  },
  {
    name: 'exists',
    signature: 'list.exists(x, condition): boolean',
    description: 'Whether at least one item meets the condition.',
    example: '[1, 2].exists(x, x > 1)',
    result: true,
    arity: [3, 3],
    returns: 'boolean',
  },
  {
    name: 'exists_one',
    signature: 'list.exists_one(x, condition): boolean',
    description: 'Whether exactly one item meets the condition.',
    example: '[1, 2].exists_one(x, x > 0)',
    result: false,
    arity: [3, 3],
    returns: 'boolean',
  },
  {
    name: 'find',
    signature: 'list.find(x, condition): any',
    description: 'The first item that meets the condition; null when none does.',
    example: '[{"id": 1}, {"id": 2}].find(x, x.id == 2)',
    result: { id: 2 },
    arity: [3, 3],
    returns: 'any',
  },
  {
    name: 'sortBy',
    signature: 'list.sortBy(x, key): list',
    description: 'In ascending order of the key: numbers, texts (by character code) or booleans; null comes last.',
    example: '["ccc", "a", "bb"].sortBy(x, size(x))',
    result: ['a', 'bb', 'ccc'],
    arity: [3, 3],
    returns: 'list',
  },
  {
    name: 'groupBy',
    signature: 'list.groupBy(x, key): map of lists',
    description: 'The items by the text of the key.',
    example: '[1, 2, 3].groupBy(x, x % 2 == 0 ? "even" : "odd")',
    result: { odd: [1, 3], even: [2] },
    arity: [3, 3],
    returns: 'map',
  },
  {
    name: 'cel.bind',
    signature: 'cel.bind(x, value, expression): any',
    description: 'Names a value inside the expression.',
    example: 'cel.bind(x, 2 + 3, x * x)',
    result: 25,
    arity: [3, 3],
    returns: 'any',
  },
  {
    name: 'optional.of',
    signature: 'optional.of(value): optional',
    description: 'An optional that holds the value.',
    example: 'optional.of(1).orValue(2)',
    result: 1,
    arity: [1, 1],
    returns: 'any',
  },
  {
    name: 'optional.none',
    signature: 'optional.none(): optional',
    description: 'An optional that holds nothing.',
    example: 'optional.none().orValue(2)',
    result: 2,
    arity: [0, 0],
    returns: 'any',
  },
];
