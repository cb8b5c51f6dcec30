import { isJsonObject } from './json.ts';

/**
 * Whether two JSON values are the same: the order of keys does not count, the order of elements does. A property that is `undefined`
 * counts as absent, as it does when it is written.
 */
export function equalJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && equalLists(a, b);
  return isJsonObject(a) && isJsonObject(b) && equalObjects(a, b);
}

function equalLists(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((element, index) => equalJson(element, b[index]));
}

function equalObjects(a: { readonly [key: string]: unknown }, b: { readonly [key: string]: unknown }): boolean {
  const keys = presentKeys(a);
  return keys.length === presentKeys(b).length && keys.every((key) => Object.hasOwn(b, key) && equalJson(a[key], b[key]));
}

/** The keys of an object that would be written: those whose value is not `undefined`. */
export function presentKeys(value: { readonly [key: string]: unknown }): string[] {
  return Object.keys(value).filter((key) => value[key] !== undefined);
}
