import type { Json } from '../../json.ts';
import { type Budget, expressionLimits } from '../limits.ts';
import { isList } from '../value.ts';
import { type FunctionDefinition, fail, listAt, valueAt, wholeAt } from './definition.ts';
import { identityOf } from './identity.ts';
import { compareValues, sortedBy } from './order.ts';

function unique(list: readonly Json[], budget: Budget): readonly Json[] {
  const seen = new Set<string>();
  return list.filter((item) => {
    const identity = identityOf(item, budget);
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}

function flatten(list: readonly Json[], depth: number, budget: Budget): Json[] {
  const flat: Json[] = [];
  for (const item of list) {
    budget.spend(1);
    if (isList(item) && depth > 0) for (const inner of flatten(item, depth - 1, budget)) flat.push(inner);
    else flat.push(item);
  }
  return flat;
}

function range(args: readonly Json[], budget: Budget): Json {
  const start = args.length > 1 ? wholeAt(args, 0) : 0;
  const end = wholeAt(args, args.length > 1 ? 1 : 0);
  const length = Math.max(0, end - start);
  if (length > expressionLimits.rangeLength) return fail(`a range has at most ${expressionLimits.rangeLength} numbers`);
  budget.spend(length);
  return Array.from({ length }, (_, index) => start + index);
}

function chunk(list: readonly Json[], size: number): Json {
  if (size < 1) return fail('argument 2 must be at least 1');
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size));
}

function without(list: readonly Json[], others: readonly Json[], keep: boolean, budget: Budget): Json {
  const identities = new Set(others.map((item) => identityOf(item, budget)));
  return list.filter((item) => identities.has(identityOf(item, budget)) === keep);
}

export const listFunctions: readonly FunctionDefinition[] = [
  {
    name: 'first',
    signature: 'first(list): any',
    description: 'The first item; null when the list is empty.',
    example: '[4, 5, 6].first()',
    result: 4,
    arity: [1, 1],
    returns: 'any',
    run: (args, budget) => listAt(args, 0, budget)[0] ?? null,
  },
  {
    name: 'last',
    signature: 'last(list): any',
    description: 'The last item; null when the list is empty.',
    example: '[4, 5, 6].last()',
    result: 6,
    arity: [1, 1],
    returns: 'any',
    run: (args, budget) => listAt(args, 0, budget).at(-1) ?? null,
  },
  {
    name: 'sort',
    signature: 'sort(list): list',
    description: 'In ascending order: all numbers, all texts (by character code) or all booleans; null comes last.',
    example: '[3, 1, 2].sort()',
    result: [1, 2, 3],
    arity: [1, 1],
    returns: 'list',
    run: (args, budget) => {
      const list = listAt(args, 0, budget);
      return sortedBy(list, list, budget);
    },
  },
  {
    name: 'compare',
    signature: 'compare(a, b): number',
    description: '-1 when a comes before b, 1 when it comes after, 0 when they are equal; the order that sort uses.',
    example: 'compare("a", "b")',
    result: -1,
    arity: [2, 2],
    returns: 'number',
    run: (args) => compareValues(valueAt(args, 0), valueAt(args, 1)),
  },
  {
    name: 'unique',
    signature: 'unique(list): list',
    description: 'Without repetitions; the first of equal items stays.',
    example: '[1, 2, 1].unique()',
    result: [1, 2],
    arity: [1, 1],
    returns: 'list',
    run: (args, budget) => unique(listAt(args, 0, budget), budget),
  },
  {
    name: 'flatten',
    signature: 'flatten(list, depth?): list',
    description: 'Lists inside the list are replaced by their items, one level deep or as deep as given.',
    example: '[[1, 2], [3]].flatten()',
    result: [1, 2, 3],
    arity: [1, 2],
    returns: 'list',
    run: (args, budget) => flatten(listAt(args, 0, budget), Math.min(100, args.length > 1 ? wholeAt(args, 1) : 1), budget),
  },
  {
    name: 'range',
    signature: 'range(end) or range(start, end): list of number',
    description: 'The whole numbers from start (0 when left out) up to, not including, end.',
    example: 'range(3)',
    result: [0, 1, 2],
    arity: [1, 2],
    returns: 'list',
    run: range,
  },
  {
    name: 'chunk',
    signature: 'chunk(list, size): list of list',
    description: 'Pieces of the given size; the last one may be smaller.',
    example: '[1, 2, 3].chunk(2)',
    result: [[1, 2], [3]],
    arity: [2, 2],
    returns: 'list',
    run: (args, budget) => chunk(listAt(args, 0, budget), wholeAt(args, 1)),
  },
  {
    name: 'difference',
    signature: 'difference(list, others): list',
    description: 'The items that are not in the other list.',
    example: '[1, 2, 3].difference([2])',
    result: [1, 3],
    arity: [2, 2],
    returns: 'list',
    run: (args, budget) => without(listAt(args, 0, budget), listAt(args, 1, budget), false, budget),
  },
  {
    name: 'intersection',
    signature: 'intersection(list, others): list',
    description: 'The items that are in the other list, too.',
    example: '[1, 2, 3].intersection([3, 2])',
    result: [2, 3],
    arity: [2, 2],
    returns: 'list',
    run: (args, budget) => without(listAt(args, 0, budget), listAt(args, 1, budget), true, budget),
  },
];
