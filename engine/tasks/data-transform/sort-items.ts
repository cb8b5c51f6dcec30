import type { Json } from '../../workflow/json.ts';
import type { ItemEvaluator } from './item-evaluator.ts';
import type { SortKey } from './manifest.ts';
import { keyOf } from './value-key.ts';

type Key = { readonly source: string; readonly direction: 1 | -1 };
type Keyed = { readonly item: Json; readonly values: readonly Json[] };

/** Stable; each key is evaluated once per item. */
export function sortItems(items: readonly Json[], sortBy: string | readonly SortKey[], evaluate: ItemEvaluator): Json[] {
  const keys = (typeof sortBy === 'string' ? [sortBy] : sortBy).map(readKey);
  const keyed = items.map((item, index): Keyed => ({ item, values: keys.map(({ source }) => evaluate('sortBy', source, item, index)) }));
  return keyed.sort((a, b) => compareKeyed(a, b, keys)).map(({ item }) => item);
}

function readKey(key: SortKey): Key {
  if (typeof key !== 'string') return { source: key.by, direction: key.order === 'descending' ? -1 : 1 };
  return /^\s*-\s*\{\{/.test(key) ? { source: key.replace('-', '').trim(), direction: -1 } : { source: key, direction: 1 };
}

function compareKeyed(a: Keyed, b: Keyed, keys: readonly Key[]): number {
  for (const [position, { direction }] of keys.entries()) {
    const order = compareValues(a.values[position] ?? null, b.values[position] ?? null);
    if (order !== 0) return order * direction;
  }
  return 0;
}

/** A total order over all values: null, false, true, numbers, texts by character code, lists and objects. */
export function compareValues(a: Json, b: Json): number {
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  if (typeof a === 'object') return compareTexts(keyOf(a), keyOf(b));
  return typeof a === 'number' && typeof b === 'number' ? a - b : compareTexts(String(a), String(b));
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function rankOf(value: Json): number {
  if (value === null) return 0;
  switch (typeof value) {
    case 'boolean':
      return 1;
    case 'number':
      return 2;
    case 'string':
      return 3;
    default:
      return 4;
  }
}
