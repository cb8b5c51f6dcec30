import { presentKeys } from '../equal.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { JsonPath } from '../problem.ts';
import { workflowSchema } from '../schema.ts';
import { fieldNames } from '../schema-shape.ts';

/** The keys that the schema names for the object at `path`; none where keys are free (tasks, parameters). */
export function schemaKeysAt(path: JsonPath): readonly string[] {
  return fieldNames(workflowSchema, path);
}

/** The keys of the object at `path` in the order of the schema; those it does not name (tasks, parameters) as they are, at the end. */
export function orderedKeys(object: JsonObject, path: JsonPath): string[] {
  const keys = presentKeys(object);
  const rank = new Map(schemaKeysAt(path).map((name, index) => [name, index]));
  if (rank.size === 0) return keys;
  const rankOf = (key: string) => rank.get(key) ?? rank.size;
  return keys.sort((a, b) => rankOf(a) - rankOf(b));
}

/** A value that is about to be written at `path`, with the keys of all its objects in that order. */
export function inSchemaOrder(value: Json, path: JsonPath): Json {
  if (Array.isArray(value)) return value.map((element: Json, at) => inSchemaOrder(element, [...path, at]));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(orderedKeys(value, path).map((key) => [key, inSchemaOrder(value[key] as Json, [...path, key])]));
}
