import { type Failure, userFailure } from '../failure.ts';
import type { Tasks } from '../graph/scope-graph.ts';
import { err, ok, type Result } from '../result.ts';
import { taskIdPattern } from '../schema.ts';

const longestId = 64;
/** They fit the pattern of ids, but a document may not use them as keys. */
const refusedKeys: readonly string[] = ['__proto__', 'constructor', 'prototype'];

export function isSafeKey(key: string): boolean {
  return !refusedKeys.includes(key);
}

/** An id like `base` that no task has: `fetch`, `fetch_2`, `fetch_3`, … Anything may be given as base: a title, a type. */
export function freshId(tasks: Tasks, base: string): string {
  const stem = toId(base);
  if (!Object.hasOwn(tasks, stem)) return stem;
  const root = stem.replace(/_\d+$/, '') || stem;
  for (let number = 2; ; number += 1) {
    const suffix = `_${number}`;
    const id = root.slice(0, longestId - suffix.length) + suffix;
    if (!Object.hasOwn(tasks, id)) return id;
  }
}

function toId(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, longestId);
  return plain !== '' && isSafeKey(plain) ? plain : 'task';
}

/** Whether a task may get this id. */
export function checkNewId(tasks: Tasks, id: string): Result<string, Failure> {
  if (!taskIdPattern.test(id) || !isSafeKey(id)) {
    const rule = 'An id is 1 to 64 of a-z, 0-9 and _, starting with a letter.';
    return err(userFailure('invalid_id', `"${id}" cannot be the id of a task. ${rule} How about "${freshId(tasks, id)}"?`, { id }));
  }
  if (!Object.hasOwn(tasks, id)) return ok(id);
  return err(userFailure('id_taken', `There is a task \`${id}\` already. How about "${freshId(tasks, id)}"?`, { id }));
}
