// What makes two executions of a task the same. The host hashes `cacheKeyText`; the parts are kept beside the result, so that a miss
// can name what changed.
import type { Json, JsonObject } from '../workflow/json.ts';

export type CacheKeyParts = {
  readonly type: string;
  /** Version of the task type. */
  readonly version: number;
  /** Resolved parameters, or what `cache.key` gave in their place. Upstream results enter through the parameters that read them. */
  readonly parameters: Json;
  /** Content hashes of the files the task declares that it reads, by path. */
  readonly files: { readonly [path: string]: string };
  /** What the expressions that the task evaluates itself read, by reference. */
  readonly reads?: { readonly [reference: string]: Json };
  /** Where the result belongs: its workflow, the folder, what the workflow may do; absent for results that are the same everywhere. */
  readonly place?: JsonObject;
};

/** Canonical JSON: keys in code-unit order, so that equal values give equal text. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const object = value as JsonObject;
  const fields = Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key] as Json)}`);
  return `{${fields.join(',')}}`;
}

export function cacheKeyText(parts: CacheKeyParts): string {
  return canonicalJson(parts as unknown as Json);
}

/** In plain words, which parts differ from those of the result kept last; empty when none does. */
export function explainCacheMiss(before: CacheKeyParts, now: CacheKeyParts): readonly string[] {
  const reasons: string[] = [];
  if (before.type !== now.type) reasons.push(`the type changed from ${before.type} to ${now.type}`);
  else if (before.version !== now.version) reasons.push(`the task type changed from version ${before.version} to ${now.version}`);
  for (const reason of changedParameters(before.parameters, now.parameters)) reasons.push(reason);
  for (const path of new Set([...Object.keys(before.files), ...Object.keys(now.files)])) {
    if (before.files[path] !== now.files[path]) reasons.push(`the file ${path} changed`);
  }
  for (const reference of changedFields(before.reads ?? {}, now.reads ?? {})) reasons.push(`${reference} changed`);
  for (const name of changedFields(before.place ?? {}, now.place ?? {})) reasons.push(`the ${name} changed`);
  return reasons;
}

function changedFields(before: JsonObject, now: JsonObject): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].filter((name) => canonicalJson(before[name] ?? null) !== canonicalJson(now[name] ?? null));
}

function changedParameters(before: Json, now: Json): readonly string[] {
  if (canonicalJson(before) === canonicalJson(now)) return [];
  if (!isObject(before) || !isObject(now)) return ['the cache key changed'];
  return changedFields(before, now).map((name) => `the parameter ${name} changed`);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
