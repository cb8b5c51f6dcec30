import type { Json } from '../../json.ts';
import { type Budget, expressionLimits } from '../limits.ts';
import { isList } from '../value.ts';
import { fail } from './definition.ts';

/** A text that is the same for equal values only, whatever the order of the keys in their maps. */
export function identityOf(value: Json, budget: Budget, depth = 0): string {
  budget.spend(4);
  if (typeof value === 'string') {
    budget.spendText(value.length);
    return JSON.stringify(value);
  }
  if (typeof value !== 'object' || value === null) return `${value === 0 ? 0 : value}`;
  if (depth >= expressionLimits.resultDepth) return fail('a value is nested too deep');
  if (isList(value)) return `[${value.map((item) => identityOf(item, budget, depth + 1)).join(',')}]`;
  const keys = Object.keys(value).sort();
  const fields = keys.map((key) => `${JSON.stringify(key)}:${identityOf(value[key] as Json, budget, depth + 1)}`);
  return `{${fields.join(',')}}`;
}
