// Lists and tables as rows, and back.
import { isJsonObject, type Json, type JsonObject } from '../../../engine/workflow/json.ts';
import { anyText, looseText, type Writing } from './value-text.ts';

export function writingOfEntries(isText: boolean): Writing {
  return isText ? anyText : looseText;
}

/** The entries of a list; of one that stands without its list, that one. */
export function listEntries(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

/** A list of entries, or its only entry where it stood so before; undefined when there are none. */
export function listFrom(entries: readonly Json[], before: Json | undefined, mayBeSingle: boolean): Json | undefined {
  if (entries.length === 0) return undefined;
  const [only] = entries;
  return mayBeSingle && entries.length === 1 && only !== undefined && !Array.isArray(before) && !isJsonObject(only) ? only : entries;
}

export type Row = { readonly key: string; readonly value: Json };

export function tableRows(value: Json | undefined): readonly Row[] {
  return isJsonObject(value) ? Object.entries(value).map(([key, each]) => ({ key, value: each })) : [];
}

/** Undefined when there are no rows. Names that stand twice keep the last value: check them before. */
export function tableFrom(rows: readonly Row[]): Json | undefined {
  return rows.length === 0 ? undefined : Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

/** Names that a document cannot hold as keys of an object. */
export function isRefusedKey(key: string): boolean {
  return key === '__proto__' || key === 'constructor' || key === 'prototype';
}

/** Sets a field of an object in the place where it was, or at the end; takes it away with `undefined`. */
export function withField(object: JsonObject, name: string, value: Json | undefined): JsonObject {
  if (value !== undefined) return { ...object, [name]: value };
  const { [name]: _gone, ...rest } = object;
  return rest;
}
