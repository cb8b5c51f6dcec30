/** JSON values: all that inputs, parameters, outputs and events may hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is JSON all through; a value that contains itself is not. */
export function isJson(value: unknown): value is Json {
  if (typeof value !== 'object' || value === null) return isScalar(value);
  const waiting: { readonly value: object; readonly depth: number }[] = [{ value, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.depth > deepest || !isPlain(next.value)) return false;
    for (const inner of Object.values(next.value)) {
      if (typeof inner === 'object' && inner !== null) waiting.push({ value: inner, depth: next.depth + 1 });
      else if (!isScalar(inner)) return false;
    }
  }
  return true;
}

/** Far beyond what a document may nest. */
const deepest = 1000;

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

/** A list or a plain object: not a date, a map or the like. */
export function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
