import { isJsonObject, type Json, type JsonObject } from '../../../engine/workflow/json.ts';

const rowsLookedAt = 100;
const mostColumns = 30;

/** The rows of a value that is a list of objects; null when it is something else. */
export function tableOf(value: Json | undefined): readonly JsonObject[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  return value.slice(0, rowsLookedAt).every(isJsonObject) ? (value as readonly JsonObject[]) : null;
}

/** Names of the columns, in the order in which the first rows name them. */
export function columnsOf(rows: readonly JsonObject[]): readonly string[] {
  const names = new Set<string>();
  for (const row of rows.slice(0, rowsLookedAt)) for (const name of Object.keys(row)) names.add(name);
  return [...names].slice(0, mostColumns);
}
