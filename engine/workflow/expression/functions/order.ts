import type { Json } from '../../json.ts';
import type { Budget } from '../limits.ts';
import { describeKind } from '../value.ts';
import { fail } from './definition.ts';

/** The items in the order of their keys, which stand at the same places; stable. */
export function sortedBy(items: readonly Json[], keys: readonly Json[], budget: Budget): readonly Json[] {
  budget.spend(items.length * Math.max(1, Math.log2(items.length + 1)));
  const order = items.map((_, index) => index);
  order.sort((a, b) => compareValues(keys[a] as Json, keys[b] as Json));
  return order.map((index) => items[index] as Json);
}

/** Numbers, texts (by code unit, so the same everywhere) or booleans among themselves; null behind everything. */
export function compareValues(a: Json, b: Json): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  if (typeof a !== typeof b || typeof a === 'object' || typeof b === 'object') {
    return fail(`${describeKind(a)} and ${describeKind(b)} have no order`);
  }
  return a < b ? -1 : a > b ? 1 : 0;
}
