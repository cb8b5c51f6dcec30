/**
 * The same value as `after`, made of the objects of `before` wherever they are equal: what did not change stays identical, so that
 * whatever shows it need not look again.
 */
export function reuse<T>(before: unknown, after: T): T {
  if (Object.is(before, after)) return after;
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return after;
  if (Array.isArray(before) !== Array.isArray(after)) return after;
  const old = before as { readonly [key: string]: unknown };
  const now = after as { readonly [key: string]: unknown };
  const keys = Object.keys(now);
  const result: { [key: string]: unknown } | unknown[] = Array.isArray(after) ? [] : {};
  let isSame = Object.keys(old).length === keys.length;
  const oldKeys = isSame ? Object.keys(old) : [];
  for (const [index, key] of keys.entries()) {
    const value = Object.hasOwn(old, key) ? reuse(old[key], now[key]) : now[key];
    (result as { [key: string]: unknown })[key] = value;
    // The order of keys is the order in which tasks are drawn and printed.
    if (isSame && (oldKeys[index] !== key || !Object.is(value, old[key]))) isSame = false;
  }
  return (isSame ? before : result) as T;
}
