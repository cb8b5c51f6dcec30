import { portsOf } from '../../../engine/workflow/parse/context.ts';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import type { Task } from '../../../engine/workflow/schema.ts';
import { catalog } from '../../document/catalog.ts';
import { type CodeCompletion, literally } from './completion.ts';
import { type Cursor, namesAt, nodeAt, stringAt } from './cursor.ts';
import { isTask, type Schema, schemasAt } from './schemas.ts';
import type { Surroundings } from './surroundings.ts';
import { valueSnippet } from './value-snippet.ts';
import { wordAt } from './word.ts';

type Value = Pick<CodeCompletion, 'kind' | 'label' | 'detail' | 'docs'> & {
  /** As it is written; the label as a string when not given. */ readonly insert?: string;
};

/** Values that the format, the task type, or the rest of the document have for a place. */
export function completeValues(cursor: Cursor, around: Surroundings): readonly CodeCompletion[] {
  const { start, end } = cursor.literal ?? wordAt(cursor);
  return valuesFor(cursor, around).map(({ kind, label, detail, docs, insert = literally(JSON.stringify(label)) }) => {
    const filter = insert.startsWith('"') ? JSON.stringify(label) : label;
    return { kind, label, detail, docs, insert, start, end, filter, goesOn: false };
  });
}

function valuesFor(cursor: Cursor, around: Surroundings): readonly Value[] {
  const { path } = cursor;
  const field = path.at(-1);
  if (field === 'type' && isTask(path.slice(0, -1))) return taskTypes;
  if (path.at(-2) === 'needs' && isTask(path.slice(0, -2))) return needs(cursor, path.slice(0, -2));
  if (field === 'needs' && isTask(path.slice(0, -1))) return needs(cursor, path.slice(0, -1)).map(inList);
  if (path[0] === 'permissions' && path[1] === 'secrets')
    return (around.secrets ?? []).map((label) => ({ kind: 'secret', label, detail: '', docs: null }));
  const type = field === 'workflow' && path.at(-2) === 'with' ? stringAt(cursor, [...path.slice(0, -2), 'type']) : undefined;
  if (type === 'flow.call')
    return (around.workflows ?? []).map(({ id, name }) => ({ kind: 'value', label: id, detail: name ?? '', docs: null }));
  return schemasAt(path, (owner) => stringAt(cursor, [...owner, 'type'])).flatMap((schema) => valuesOf(schema));
}

const taskTypes: readonly Value[] = [
  ...catalog.types.map((type): Value => {
    const manifest = catalog.get(type);
    return { kind: 'type', label: type, detail: manifest?.title ?? '', docs: manifest ? `${manifest.summary}\n\n${manifest.docs}` : null };
  }),
  { kind: 'type', label: 'group', detail: 'Group', docs: 'Tasks that belong together, with their own retry, timeout and items.' },
];

/** The ports of all tasks beside the given one. */
function needs(cursor: Cursor, owner: JsonPath): readonly Value[] {
  const siblings = owner.slice(0, -1);
  return namesAt(cursor, siblings)
    .filter((id) => id !== owner.at(-1))
    .flatMap((id) => {
      const task = readTask(cursor, [...siblings, id]);
      const detail = task.name ?? task.type;
      const ports = (portsOf(task, catalog.get(task.type)) ?? ['failed', 'finished']).filter((port) => port !== 'done');
      const own = { kind: 'task' as const, detail, docs: null };
      return [{ ...own, label: id }, ...ports.map((port) => ({ ...own, label: `${id}:${port}` }))];
    });
}

/** As much of a task as its ports depend on. */
function readTask(cursor: Cursor, path: JsonPath): Task {
  const at = (field: string) => nodeAt(cursor, [...path, field]);
  const node = at('with');
  const parameters: { [name: string]: unknown } = {};
  for (const name of node?.type === 'object' ? namesAt(cursor, [...path, 'with']) : []) {
    const child = nodeAt(cursor, [...path, 'with', name]);
    parameters[name] = child && JSON.parse(valueText(cursor.text, child.offset, child.length));
  }
  const name = stringAt(cursor, [...path, 'name']);
  return {
    type: stringAt(cursor, [...path, 'type']) ?? '',
    with: parameters,
    ...(at('each') ? { each: { in: [] } } : {}),
    ...(name ? { name } : {}),
  };
}

/** The text of a value; null where it is not right. */
function valueText(text: string, offset: number, length: number): string {
  const value = text.slice(offset, offset + length);
  try {
    JSON.parse(value);
    return value;
  } catch {
    return 'null';
  }
}

function inList(value: Value): Value {
  return { ...value, insert: `[${literally(JSON.stringify(value.label))}]` };
}

function valuesOf(schema: Schema): readonly Value[] {
  const docs = typeof schema.description === 'string' ? schema.description : null;
  const values = [schema.const, ...(Array.isArray(schema.enum) ? schema.enum : [])].filter((value) => value !== undefined);
  const known = values.length > 0 ? values : schema.type === 'boolean' ? [true, false] : [];
  const examples = [schema.default, ...(Array.isArray(schema.examples) ? schema.examples : [])].filter((value) => value !== undefined);
  const items = [...new Map([...known, ...examples].map((value) => [JSON.stringify(value), value])).values()].map((value): Value => {
    const label = typeof value === 'string' ? value : JSON.stringify(value);
    return { kind: 'value', label, detail: value === schema.default ? 'default' : '', docs, insert: literally(JSON.stringify(value)) };
  });
  if (items.length > 0 || (schema.type !== 'object' && schema.type !== 'array')) return items;
  return [{ kind: 'snippet', label: schema.type === 'object' ? '{ … }' : '[ … ]', detail: '', docs, insert: valueSnippet(schema) }];
}
