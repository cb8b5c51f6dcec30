import type { Json } from '../../json.ts';
import type { Budget } from '../limits.ts';
import { isList } from '../value.ts';
import { type FunctionDefinition, fail, listAt, numberAt, wholeAt } from './definition.ts';

function numbersOf(args: readonly Json[], budget: Budget): readonly number[] {
  const list = args.length === 1 && isList(args[0] ?? null) ? listAt(args, 0, budget) : args;
  if (list.every((item): item is number => typeof item === 'number')) return list;
  return fail('every value must be a number');
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : fail('the number is too large');
}

/** Rounds half away from zero, and by the decimal digits people see: 1.005 to two decimals is 1.01. */
function roundTo(value: number, decimals: number): number {
  if (Math.abs(value) >= 1e21 || value === 0) return value;
  const shifted = Number(`${shift(Math.abs(value), decimals)}`);
  const rounded = Number(shift(Math.round(shifted), -decimals));
  return finite(value < 0 && rounded !== 0 ? -rounded : rounded);
}

function shift(value: number, by: number): string {
  const [digits = '0', exponent = '0'] = `${value}`.split('e');
  return `${digits}e${Number(exponent) + by}`;
}

function fold(
  name: string,
  description: string,
  example: string,
  result: number,
  pick: (a: number, b: number) => number,
): FunctionDefinition {
  return {
    name,
    signature: `${name}(list of number) or ${name}(number, …): number`,
    description,
    example,
    result,
    arity: [1, 32],
    returns: 'number',
    run: (args, budget) => {
      const numbers = numbersOf(args, budget);
      return numbers.length === 0 ? fail('the list is empty') : numbers.reduce((a, b) => pick(a, b));
    },
  };
}

function single(name: string, description: string, example: string, result: number, run: (value: number) => number): FunctionDefinition {
  return {
    name,
    signature: `${name}(number): number`,
    description,
    example,
    result,
    arity: [1, 1],
    returns: 'number',
    // Adding 0 turns -0 into 0.
    run: (args) => run(numberAt(args, 0)) + 0,
  };
}

export const numberFunctions: readonly FunctionDefinition[] = [
  single('floor', 'The next whole number below.', 'floor(2.7)', 2, Math.floor),
  single('ceil', 'The next whole number above.', 'ceil(2.1)', 3, Math.ceil),
  single('abs', 'Without its sign.', 'abs(-3)', 3, Math.abs),
  fold('min', 'The smallest of the numbers.', 'min([3, 1, 2])', 1, Math.min),
  fold('max', 'The largest of the numbers.', 'max(3, 1, 2)', 3, Math.max),
  {
    name: 'round',
    signature: 'round(number, decimals?): number',
    description: 'Rounded to so many decimals (0 when left out); halves away from zero.',
    example: 'round(2.345, 2)',
    result: 2.35,
    arity: [1, 2],
    returns: 'number',
    run: (args) => {
      const decimals = args.length > 1 ? wholeAt(args, 1) : 0;
      return Math.abs(decimals) > 15 ? fail('argument 2 must be from -15 to 15') : roundTo(numberAt(args, 0), decimals);
    },
  },
  {
    name: 'sum',
    signature: 'sum(list of number) or sum(number, …): number',
    description: 'All numbers added up; 0 for an empty list.',
    example: '[1, 2, 3.5].sum()',
    result: 6.5,
    arity: [1, 32],
    returns: 'number',
    run: (args, budget) => finite(numbersOf(args, budget).reduce((a, b) => a + b, 0)),
  },
  {
    name: 'avg',
    signature: 'avg(list of number) or avg(number, …): number',
    description: 'The mean; fails for an empty list.',
    example: '[1, 2, 6].avg()',
    result: 3,
    arity: [1, 32],
    returns: 'number',
    run: (args, budget) => {
      const numbers = numbersOf(args, budget);
      return numbers.length === 0 ? fail('the list is empty') : finite(numbers.reduce((a, b) => a + b, 0) / numbers.length);
    },
  },
];
