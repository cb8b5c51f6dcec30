import type { Json } from '../workflow/json.ts';

/**
 * How a value stands in an event: as it is, as a reference to a blob (`hash` is the SHA-256 of its bytes), or as "the outputs of the
 * task's items, in input order", which would only repeat what the items' own events already say.
 */
export type StoredValue =
  | { readonly kind: 'value'; readonly value: Json }
  | { readonly kind: 'blob'; readonly hash: string; readonly sizeBytes: number; readonly mediaType: string }
  | { readonly kind: 'items' };

export const nullValue: StoredValue = { kind: 'value', value: null };

export function storedValue(value: Json): StoredValue {
  return { kind: 'value', value };
}
