import { isJsonObject } from '../json.ts';
import { limits } from '../limits.ts';
import type { JsonPath } from '../problem.ts';
import { error, type Finding } from './finding.ts';
import { tooDeep } from './read-text.ts';

const forbidden = new Set(['__proto__', 'constructor', 'prototype']);
/** More values than a text of the greatest size can hold: a value with shared parts may still be larger. */
const valueLimit = limits.textBytes;

export type Structure = { readonly findings: readonly Finding[] /** Own property names in all. */; readonly keys: number };

type Place = { readonly value: unknown; readonly depth: number; readonly key: string | number; readonly parent: Place | null };

/**
 * What must hold before anything else looks at a document: it is JSON, no deeper than the limit, and without the property names that
 * other programs stumble over. Iterative, and bounded even for values that contain themselves.
 */
export function checkStructure(root: unknown): Structure {
  const findings: Finding[] = [];
  const pending: Place[] = [{ value: root, depth: 0, key: '', parent: null }];
  let keys = 0;
  for (let seen = 0; pending.length > 0; seen++) {
    const place = pending.pop() as Place;
    const { value } = place;
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) continue;
    if (seen > valueLimit) return { findings: [error('too_large', [], 'The document has too many values. Split the workflow.')], keys };
    if (typeof value === 'number' && Number.isFinite(value)) continue;
    if (!isPlain(value))
      findings.push(error('not_json', pathOf(place), `${described(value)} is not JSON. Leave it out or write it as text.`));
    else if (place.depth >= limits.jsonDepth) return { findings: [tooDeep(pathOf(place))], keys };
    else if (Array.isArray(value)) pushItems(value, place, pending);
    else keys += pushProperties(value, place, pending, findings);
  }
  return { findings, keys };
}

function pushItems(items: readonly unknown[], parent: Place, pending: Place[]): void {
  for (let key = 0; key < items.length; key++) pending.push({ value: items[key], depth: parent.depth + 1, key, parent });
}

function pushProperties(value: object, parent: Place, pending: Place[], findings: Finding[]): number {
  const names = Object.keys(value);
  for (const key of names) {
    if (forbidden.has(key)) {
      const message = `The name \`${key}\` is not allowed anywhere in a workflow, because programs mistake it for something else. Rename it.`;
      findings.push(error('forbidden_key', pathOf({ value, depth: 0, key, parent }), message, { on: 'key' }));
    } else pending.push({ value: (value as { [key: string]: unknown })[key], depth: parent.depth + 1, key, parent });
  }
  return names.length;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function described(value: unknown): string {
  if (typeof value === 'number') return `The number ${value}`;
  if (value === undefined) return 'An undefined value';
  return typeof value === 'object' ? 'This object' : `A ${typeof value}`;
}

function pathOf(place: Place): JsonPath {
  const path: (string | number)[] = [];
  for (let at: Place | null = place; at?.parent; at = at.parent) path.push(at.key);
  return path.reverse();
}

/** Bounds on tasks and groups, on a document that may still be malformed. */
export function checkTaskLimits(document: unknown): Finding[] {
  let count = 0;
  let level: { tasks: { readonly [id: string]: unknown }; path: JsonPath }[] = [];
  if (isJsonObject(document) && isJsonObject(document.tasks)) level.push({ tasks: document.tasks, path: ['tasks'] });
  for (let depth = 0; level.length > 0; depth++) {
    const inner: typeof level = [];
    for (const { tasks, path } of level) {
      if (depth > limits.groupDepth) return [tooManyGroups(path)];
      for (const [id, task] of Object.entries(tasks)) {
        if (++count > limits.tasks) return [tooManyTasks([...path, id])];
        if (isJsonObject(task) && isJsonObject(task.tasks)) inner.push({ tasks: task.tasks, path: [...path, id, 'tasks'] });
      }
    }
    level = inner;
  }
  return [];
}

function tooManyGroups(path: JsonPath): Finding {
  const message = `Groups nest deeper than ${limits.groupDepth} levels. Move the inner ones to a workflow of their own and call it with flow.call.`;
  return error('groups_too_deep', path, message);
}

function tooManyTasks(path: JsonPath): Finding {
  const message = `The workflow has more than ${limits.tasks.toLocaleString('en')} tasks. Use \`each\` for repetition, or split it and call the parts with flow.call.`;
  return error('too_many_tasks', path, message, { on: 'key' });
}
