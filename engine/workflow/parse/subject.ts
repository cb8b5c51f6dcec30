import type { JsonPath } from '../problem.ts';

/** A place in the words of a person: the thing, and the field in it. */
export type Subject = {
  /** ``Task `store.upsert` ``, ``Trigger `nightly` ``, `The workflow`. */
  readonly name: string;
  /** `retry.attempts`, `needs[0]`; empty for the thing itself. */
  readonly field: string;
};

const kinds: { readonly [collection: string]: string } = {
  triggers: 'Trigger',
  inputs: 'Input',
  hooks: 'Hook',
  tests: 'Test',
};

export function subjectOf(path: JsonPath): Subject {
  const groups = taskIds(path);
  if (groups.length > 0) return { name: `Task \`${groups.join('.')}\``, field: fieldText(path.slice(groups.length * 2)) };
  const [collection, id] = path;
  const kind = typeof collection === 'string' && Object.hasOwn(kinds, collection) ? kinds[collection] : undefined;
  if (kind && id !== undefined) return { name: `${kind} \`${id}\``, field: fieldText(path.slice(2)) };
  return { name: 'The workflow', field: fieldText(path) };
}

/** Path of the task in the JSON document, or null when the place is in no task. */
export function taskPathOf(path: JsonPath): JsonPath | null {
  const length = taskIds(path).length * 2;
  return length > 0 ? path.slice(0, length) : null;
}

/** Ids of the task that a place in the document is in, from the outermost group inwards; none outside of all tasks. */
export function taskIds(path: JsonPath): string[] {
  const ids: string[] = [];
  for (let at = 0; path[at] === 'tasks' && typeof path[at + 1] === 'string'; at += 2) ids.push(String(path[at + 1]));
  return ids;
}

export function fieldText(path: JsonPath): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else text += text === '' ? segment : `.${segment}`;
  }
  return text;
}
