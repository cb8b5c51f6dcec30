// A quick look at a value's size, so that the many small ones need not be turned into text twice.

/** A UTF-16 unit takes at most six bytes of JSON text (`\u001f`). */
const bytesPerUnit = 6;
const numberBytes = 25;
const deepest = 256;

/** True only when the JSON text cannot be larger than `limitBytes` and every part of the value is JSON. */
export function isSurelySmall(value: unknown, limitBytes: number): boolean {
  return rest(value, limitBytes, deepest) >= 0;
}

/** What is left of the budget after a value; negative when it does not suffice. */
function rest(value: unknown, budget: number, depth: number): number {
  if (budget < 0 || depth === 0) return -1;
  switch (typeof value) {
    case 'string':
      return budget - 2 - value.length * bytesPerUnit;
    case 'boolean':
      return budget - 5;
    case 'number':
      return Number.isFinite(value) ? budget - numberBytes : -1;
    case 'object':
      if (value === null) return budget - 4;
      return Array.isArray(value) ? restOfList(value, budget, depth) : restOfObject(value, budget, depth);
    default:
      return -1;
  }
}

function restOfList(list: readonly unknown[], budget: number, depth: number): number {
  let left = budget - 2;
  for (const item of list) {
    left = rest(item, left - 1, depth - 1);
    if (left < 0) return left;
  }
  return left;
}

function restOfObject(value: object, budget: number, depth: number): number {
  let left = budget - 2;
  for (const [key, inner] of Object.entries(value)) {
    left = rest(inner, left - 4 - key.length * bytesPerUnit, depth - 1);
    if (left < 0) return left;
  }
  return left;
}
