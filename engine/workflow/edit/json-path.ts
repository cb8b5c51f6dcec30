import { type Failure, userFailure } from '../failure.ts';
import { isJsonObject, type Json } from '../json.ts';
import type { JsonPath } from '../problem.ts';
import { err, ok, type Result } from '../result.ts';
import { isSafeKey } from './ids.ts';
import { own, withEntry, withoutEntries } from './record.ts';

/**
 * Sets the value at a path within a value, or takes it away with `undefined`. Objects on the way are made where they are missing;
 * the index of a list may be its length, which appends. Failure: `invalid_path`.
 */
export function setAtPath(root: Json | undefined, path: JsonPath, value: Json | undefined): Result<Json | undefined, Failure> {
  const [key, ...rest] = path;
  if (key === undefined) return ok(value);
  if (Array.isArray(root)) return setInList(root, key, rest, value);
  if (root !== undefined && !isJsonObject(root)) return err(invalidPath(key, 'the value there has no fields'));
  const name = String(key);
  if (!isSafeKey(name)) return err(invalidPath(key, 'this name is not allowed'));
  const current = own(root, name);
  if (current === undefined && value === undefined) return ok(root);
  const next = setAtPath(current, rest, value);
  if (!next.ok || next.value === current) return next.ok ? ok(root) : next;
  return ok(next.value === undefined ? withoutEntries(root, new Set([name])) : withEntry(root, name, next.value));
}

function setInList(list: readonly Json[], key: string | number, rest: JsonPath, value: Json | undefined): Result<Json, Failure> {
  const at = Number(key);
  if (!Number.isInteger(at) || at < 0 || at > list.length) return err(invalidPath(key, `the list has ${list.length} elements`));
  const next = setAtPath(list[at], rest, value);
  if (!next.ok) return next;
  return ok(next.value === undefined ? list.filter((_, index) => index !== at) : [...list.slice(0, at), next.value, ...list.slice(at + 1)]);
}

function invalidPath(key: string | number, why: string): Failure {
  return userFailure('invalid_path', `Nothing can be set at \`${key}\`: ${why}.`);
}
