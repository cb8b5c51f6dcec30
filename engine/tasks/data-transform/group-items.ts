import type { Json } from '../../workflow/json.ts';
import { expressionFailure, type ItemEvaluator } from './item-evaluator.ts';
import type { Aggregate } from './manifest.ts';
import { compareValues } from './sort-items.ts';
import { keyOf } from './value-key.ts';

type Member = { readonly item: Json; readonly index: number };
type Group = { readonly key: Json; readonly members: Member[] };
type Aggregates = { readonly [name: string]: Aggregate };

/** One row per key, in order of first appearance. */
export function groupItems(items: readonly Json[], groupBy: string, aggregates: Aggregates | undefined, evaluate: ItemEvaluator): Json[] {
  const groups = new Map<string, Group>();
  for (const [index, item] of items.entries()) {
    const key = evaluate('groupBy', groupBy, item, index);
    const text = keyOf(key);
    const group = groups.get(text);
    if (group) group.members.push({ item, index });
    else groups.set(text, { key, members: [{ item, index }] });
  }
  return [...groups.values()].map((group) => present(group, aggregates, evaluate));
}

function present({ key, members }: Group, aggregates: Aggregates | undefined, evaluate: ItemEvaluator): Json {
  if (aggregates === undefined) return { key, items: members.map((member) => member.item) };
  const fields = Object.entries(aggregates).map(([name, aggregate]) => [name, compute(name, aggregate, members, evaluate)] as const);
  return { key, ...Object.fromEntries(fields) };
}

function compute(name: string, aggregate: Aggregate, members: readonly Member[], evaluate: ItemEvaluator): Json {
  const [operation, source] = Object.entries(aggregate)[0] as [Operation, string | true];
  const step = `aggregate.${name}`;
  const at = ({ item, index }: Member): Json => evaluate(step, source, item, index);
  // Only the one member is looked at.
  if (operation === 'first') return at(members[0] as Member);
  if (operation === 'last') return at(members[members.length - 1] as Member);
  const values = members.map(at);
  return reduce(operation, values, (position, problem) => expressionFailure(problem, step, members[position]?.index ?? 0));
}

type Operation = 'count' | 'sum' | 'avg' | 'min' | 'max' | 'first' | 'last' | 'list';
type Complain = (position: number, problem: string) => unknown;

function reduce(operation: Exclude<Operation, 'first' | 'last'>, values: readonly Json[], complain: Complain): Json {
  switch (operation) {
    case 'list':
      return values;
    case 'count':
      return countTrue(values, complain);
    case 'sum':
      return sum(numbersOf(values, complain));
    case 'avg': {
      const numbers = numbersOf(values, complain);
      return numbers.length === 0 ? null : sum(numbers) / numbers.length;
    }
    default:
      return extreme(values, operation === 'min' ? -1 : 1);
  }
}

function countTrue(values: readonly Json[], complain: Complain): number {
  const position = values.findIndex((value) => typeof value !== 'boolean');
  if (position !== -1) throw complain(position, `of count gives ${JSON.stringify(values[position])} instead of true or false`);
  return values.filter((value) => value === true).length;
}

function numbersOf(values: readonly Json[], complain: Complain): number[] {
  return values.flatMap((value, position) => {
    if (value === null) return [];
    if (typeof value !== 'number') throw complain(position, `gives ${JSON.stringify(value)} instead of a number`);
    return [value];
  });
}

/** Neumaier's compensated sum, so that ten times 0.1 is 1. */
function sum(numbers: readonly number[]): number {
  let total = 0;
  let lost = 0;
  for (const number of numbers) {
    const next = total + number;
    lost += Math.abs(total) >= Math.abs(number) ? total - next + number : number - next + total;
    total = next;
  }
  return total + lost;
}

/** The least or the greatest value in the order of sorting; null counts as nothing. */
function extreme(values: readonly Json[], direction: 1 | -1): Json {
  return values.reduce<Json>((best, value) => {
    if (value === null) return best;
    return best === null || compareValues(value, best) * direction > 0 ? value : best;
  }, null);
}
