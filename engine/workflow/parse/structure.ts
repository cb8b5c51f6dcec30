import { isJsonObject, isPlain, type JsonObject } from '../json.ts';
import { limits } from '../limits.ts';
import type { JsonPath } from '../problem.ts';
import { error, type Finding, type Findings } from './finding.ts';
import { tooDeep } from './read-text.ts';
import { fieldText } from './subject.ts';

const forbidden = new Set(['__proto__', 'constructor', 'prototype']);
/** More values than a text of the greatest size can hold: a value with shared parts may still be larger. */
const valueLimit = limits.textBytes;

export type Structure = {
  /** Whether the value may be looked at: without it, a finding says why not. */
  readonly isSound: boolean;
  /** Own property names in all. */
  readonly keys: number;
};

/**
 * What must hold before anything else looks at a document: it is JSON, no deeper than the limit, and without the property names that
 * other programs stumble over. Bounded even for values that contain themselves: it goes no deeper than the limit, and counts.
 */
export function checkStructure(root: unknown, findings: Findings): Structure {
  const check = new StructureCheck(findings);
  check.visit(root);
  return { isSound: check.isSound, keys: check.keys };
}

class StructureCheck {
  keys = 0;
  isSound = true;
  #seen = 0;
  /** Of the value that is being visited; one list for all, because a document has a hundred thousand places. */
  readonly #path: (string | number)[] = [];
  readonly #findings: Findings;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** False when there is no sense in going on. */
  visit(value: unknown): boolean {
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
    if (typeof value === 'number' && Number.isFinite(value)) return true;
    if (typeof value !== 'object' || !isPlain(value)) {
      this.#report(error('not_json', [...this.#path], `${described(value)} is not JSON. Leave it out or write it as text.`));
      return !this.#findings.isFull;
    }
    if (this.#path.length >= limits.jsonDepth) return this.#report(tooDeep([...this.#path]));
    return Array.isArray(value) ? this.#visitItems(value) : this.#visitProperties(value);
  }

  #visitItems(items: readonly unknown[]): boolean {
    if (!this.#count(items.length)) return false;
    const at = this.#path.push(0) - 1;
    for (let index = 0; index < items.length; index++) {
      this.#path[at] = index;
      if (!this.visit(items[index])) return false;
    }
    this.#path.pop();
    return true;
  }

  #visitProperties(object: object): boolean {
    const names = Object.keys(object);
    this.keys += names.length;
    if (!this.#count(names.length)) return false;
    const at = this.#path.push('') - 1;
    for (const name of names) {
      this.#path[at] = name;
      if (forbidden.has(name)) this.#report(forbiddenName(name, [...this.#path]));
      else if (!this.visit((object as { readonly [name: string]: unknown })[name])) return false;
      if (this.#findings.isFull) return false;
    }
    this.#path.pop();
    return true;
  }

  #count(values: number): boolean {
    this.#seen += values;
    return this.#seen <= valueLimit || this.#report(error('too_large', [], 'The document has too many values. Split the workflow.'));
  }

  #report(finding: Finding): false {
    this.#findings.add(finding);
    this.isSound = false;
    return false;
  }
}

function forbiddenName(name: string, path: JsonPath): Finding {
  const message = `The name \`${name}\` is not allowed anywhere in a workflow, because programs mistake it for something else. Rename it.`;
  return error('forbidden_key', path, message, { on: 'key' });
}

function described(value: unknown): string {
  if (typeof value === 'number') return `The number ${value}`;
  if (value === undefined) return 'An undefined value';
  return typeof value === 'object' ? 'This object' : `A ${typeof value}`;
}

/** Bounds on what a document may have many of, while it may still be malformed. */
export function checkLimits(document: unknown): readonly Finding[] {
  if (!isJsonObject(document)) return [];
  const tooMany = checkTaskLimits(document);
  return tooMany.length > 0 ? tooMany : checkEntryLimits(document);
}

const mostEntries: readonly { readonly path: readonly string[]; readonly most: number; readonly advice: string }[] = [
  { path: ['inputs'], most: limits.inputs, advice: 'Put them into one input of type object.' },
  { path: ['triggers'], most: limits.triggers, advice: 'Join schedules, or split the workflow.' },
  { path: ['hooks'], most: 100, advice: 'Remove what is no hook.' },
  { path: ['tests'], most: limits.tests, advice: 'Split the workflow, and its tests with it.' },
  { path: ['layout', 'tasks'], most: 2 * limits.tasks, advice: 'Remove places of tasks that do not exist.' },
  { path: ['layout', 'triggers'], most: limits.triggers, advice: 'Remove places of triggers that do not exist.' },
  { path: ['tests', '*', 'mocks'], most: limits.tasks, advice: 'Split the test.' },
  { path: ['tests', '*', 'expect', 'tasks'], most: limits.tasks, advice: 'Split the test.' },
];

function checkEntryLimits(document: JsonObject): readonly Finding[] {
  return mostEntries.flatMap(({ path, most, advice }) =>
    objectsAt(document, path)
      .filter(({ value }) => Object.keys(value).length > most)
      .map((found) => {
        const message = `\`${fieldText(found.path)}\` has more than ${most.toLocaleString('en')} entries. ${advice}`;
        return error('too_many_entries', found.path, message, { on: 'key' });
      }),
  );
}

type ObjectAt = { readonly value: JsonObject; readonly path: JsonPath };

/** The objects at a path, of which there are several where it has a `*`. */
function objectsAt(document: JsonObject, path: readonly string[]): readonly ObjectAt[] {
  let found: readonly ObjectAt[] = [{ value: document, path: [] }];
  for (const segment of path) {
    found = found.flatMap(({ value, path: owner }) => {
      const names = segment === '*' ? Object.keys(value) : [segment];
      return names.flatMap((name) => {
        const inner = Object.hasOwn(value, name) ? value[name] : undefined;
        return isJsonObject(inner) ? [{ value: inner, path: [...owner, name] }] : [];
      });
    });
  }
  return found;
}

function checkTaskLimits(document: JsonObject): readonly Finding[] {
  let count = 0;
  let level: { tasks: JsonObject; path: JsonPath }[] = [];
  if (isJsonObject(document.tasks)) level.push({ tasks: document.tasks, path: ['tasks'] });
  for (let depth = 0; level.length > 0; depth++) {
    const inner: typeof level = [];
    for (const { tasks, path } of level) {
      if (depth > limits.groupDepth) return [tooManyGroups(path)];
      for (const id of Object.keys(tasks)) {
        const task = tasks[id];
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
