// Changing objects without losing the order of their keys, which is the order in the text.
import { presentKeys } from '../equal.ts';

type Entries<T> = { readonly [key: string]: T };

/** The value of an own property: names such as `constructor` come from documents. */
export function own<T>(record: Entries<T> | undefined, key: string): T | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Sets one field, or takes it away with `undefined`. */
export function withField<T extends object, K extends keyof T & string>(object: T, key: K, value: T[K] | undefined): T {
  if (object[key] === value && (value !== undefined || !Object.hasOwn(object, key))) return object;
  if (value !== undefined) return { ...object, [key]: value };
  const { [key]: _, ...rest } = object;
  return rest as T;
}

/** Sets one field to an object, or takes it away when that has nothing in it. */
export function withFilled<T extends object, K extends keyof T & string>(object: T, key: K, value: T[K] & object): T {
  return withField(object, key, presentKeys(value as Entries<unknown>).length === 0 ? undefined : value);
}

/** Adds an entry at the end, or behind (or in front of) another one. */
export function withEntry<T>(
  record: Entries<T> | undefined,
  key: string,
  value: T,
  place: { after?: string; before?: string } = {},
): Record<string, T> {
  const entries = Object.entries(record ?? {}).filter(([name]) => name !== key);
  const anchor = entries.findIndex(([name]) => name === (place.after ?? place.before));
  const at = anchor === -1 ? entries.length : anchor + (place.after === undefined ? 0 : 1);
  if (record && Object.hasOwn(record, key)) return { ...record, [key]: value };
  entries.splice(at, 0, [key, value]);
  return Object.fromEntries(entries);
}

export function withoutEntries<T>(record: Entries<T> | undefined, keys: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(record ?? {}).filter(([key]) => !keys.has(key)));
}

/** Changes every value; the record comes back as it is when none changed. */
export function mapEntries<T>(record: Entries<T>, change: (value: T, key: string) => T): Record<string, T> {
  let isChanged = false;
  const entries = Object.entries(record).map(([key, value]): [string, T] => {
    const next = change(value, key);
    isChanged ||= next !== value;
    return [key, next];
  });
  return isChanged ? Object.fromEntries(entries) : (record as Record<string, T>);
}

/** Renames keys in place; later ones win where two get the same name. */
export function renameKeys<T>(record: Entries<T>, rename: (key: string) => string): Record<string, T> {
  const keys = Object.keys(record);
  if (keys.every((key) => rename(key) === key)) return record as Record<string, T>;
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [rename(key), value]));
}
