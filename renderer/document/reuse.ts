/**
 * The same value as `after`, made of the objects of `before` wherever they are equal: what did not change stays identical, so that
 * whatever shows it need not look again.
 */
export function reuse<T>(before: unknown, after: T): T {
  if (Object.is(before, after)) return after;
  if (Array.isArray(after)) return (Array.isArray(before) ? reuseList(before, after) : after) as T;
  return (isObject(before) && isObject(after) && !Array.isArray(before) ? reuseObject(before, after) : after) as T;
}

type Values = { readonly [key: string]: unknown };

function isObject(value: unknown): value is Values {
  return typeof value === 'object' && value !== null;
}

function reuseList(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  const list = after.map((value, index) => (index < before.length ? reuse(before[index], value) : value));
  const isSame = before.length === list.length && list.every((value, index) => Object.is(value, before[index]));
  return isSame ? before : list;
}

/** The order of keys is the order in which tasks are drawn and printed, so that another order is another object. */
function reuseObject(before: Values, after: Values): Values {
  const oldKeys = Object.keys(before);
  const entries = Object.entries(after);
  let isSame = oldKeys.length === entries.length;
  for (const [index, entry] of entries.entries()) {
    const [key, value] = entry;
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    entry[1] = reuse(old, value);
    if (isSame && (oldKeys[index] !== key || !Object.is(entry[1], old))) isSame = false;
  }
  // Not by assignment: a key may be called __proto__.
  return isSame ? before : Object.fromEntries(entries);
}
