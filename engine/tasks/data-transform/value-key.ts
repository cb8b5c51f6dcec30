import type { Json } from '../../workflow/json.ts';

/** A text that is the same for equal values and different for others; the order of an object's fields does not count. */
export function keyOf(value: Json): string {
  if (typeof value === 'string') return `"${value}`; // Without the end: no other key starts like it.
  if (value === null || typeof value !== 'object') return String(value);
  return JSON.stringify(sortFields(value));
}

function sortFields(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sortFields);
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, sortFields(field)]));
}
