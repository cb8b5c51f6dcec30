import type { JsonPath } from '../../../engine/workflow/problem.ts';
import { catalog } from '../../document/catalog.ts';
import { type CodeCompletion, literally } from './completion.ts';
import { type Cursor, namesAt, stringAt } from './cursor.ts';
import { schemaDocs } from './schema-docs.ts';
import { isSchema, parametersSchema, type Schema, schemasAt } from './schemas.ts';
import { requiredFields, valueSnippet } from './value-snippet.ts';
import { wordAt } from './word.ts';

/** Names of fields that are not there yet, and new things with names of their own. */
export function completeKeys(cursor: Cursor): readonly CodeCompletion[] {
  const owner = cursor.path.slice(0, -1);
  const span = cursor.literal ?? wordAt(cursor);
  const here = cursor.text.slice(span.start + 1, span.end - 1);
  const taken = new Set(namesAt(cursor, owner).filter((name) => name !== here));
  const schemas = schemasAt(owner, (path) => stringAt(cursor, [...path, 'type']));
  const tail = tailAt(cursor.text, span.end);
  const place = { start: span.start, end: span.end };
  const fields = schemas.flatMap((schema) => Object.entries(isSchema(schema.properties) ? schema.properties : {}));
  const offered = new Map(fields.filter(([name]) => !taken.has(name)));
  return [
    ...[...offered].map(([name, schema]) => fieldItem(name, isSchema(schema) ? schema : {}, [...owner, name], tail, place)),
    ...newThings(cursor, owner, tail).map((thing) => ({ ...thing, ...place })),
  ];
}

/** What has to follow a key with its value: nothing where there is a value already, a comma where another key follows. */
type Tail = { readonly hasValue: boolean; readonly comma: string };

function tailAt(text: string, offset: number): Tail {
  const next = /\S/.exec(text.slice(offset, offset + 10_000))?.[0];
  return { hasValue: next === ':', comma: next === '"' ? ',' : '' };
}

type Place = { readonly start: number; readonly end: number };

function fieldItem(name: string, schema: Schema, path: JsonPath, { hasValue, comma }: Tail, place: Place): CodeCompletion {
  const [resolved = schema] = schemasAt(path, () => undefined).length > 0 ? schemasAt(path, () => undefined) : [schema];
  const key = literally(JSON.stringify(name));
  const value = valueSnippet(path.at(-2) === 'with' ? schema : resolved);
  return {
    kind: 'field',
    label: name,
    detail: typeof schema.title === 'string' ? schema.title : '',
    docs: schemaDocs(schema),
    insert: hasValue ? key : `${key}: ${value}${comma}`,
    filter: JSON.stringify(name),
    goesOn: !hasValue,
    ...place,
  };
}

type Thing = Omit<CodeCompletion, 'start' | 'end'>;

function newThings(cursor: Cursor, owner: JsonPath, { hasValue, comma }: Tail): readonly Thing[] {
  if (hasValue) return [];
  if (owner.at(-1) === 'tasks' && owner[0] === 'tasks') return newTasks(comma);
  if (owner.length !== 1) return owner[0] === 'tests' ? mocked(cursor, owner, comma) : [];
  if (owner[0] === 'inputs')
    return [
      snippet('New input', 'A value that a run is started with.', `"\${1:name}": {\n\t"type": "\${2:string}",\n\t"title": "$3"\n}${comma}`),
    ];
  if (owner[0] === 'triggers') {
    const insert = `"\${1:nightly}": {\n\t"type": "cron",\n\t"schedule": "\${2:0 2 * * *}",\n\t"timezone": "\${3:UTC}"\n}${comma}`;
    return [snippet('New trigger', 'Starts runs by a schedule.', insert)];
  }
  return [];
}

function newTasks(comma: string): readonly Thing[] {
  const group = snippet(
    'New task: Group',
    'Tasks that belong together, with their own retry, timeout and items.',
    `"\${1:id}": {\n\t"type": "group",\n\t"tasks": {\n\t\t$2\n\t}\n}${comma}`,
  );
  return [...catalog.types.flatMap((type) => newTask(type, comma) ?? []), group];
}

function newTask(type: string, comma: string): Thing | null {
  const manifest = catalog.get(type);
  const schema = parametersSchema(type);
  if (!manifest || !schema) return null;
  const fields = requiredFields(schema, 2).replaceAll('\n', '\n\t');
  const parameters = fields === '' ? '' : `,\n\t"with": {\n\t${fields}\n\t}`;
  const item = snippet(`New task: ${manifest.title}`, manifest.summary, `"\${1:id}": {\n\t"type": "${type}"${parameters}\n}${comma}`);
  return { ...item, detail: type, docs: `${manifest.summary}\n\n${manifest.docs}`, filter: `"New task ${manifest.title} ${type}` };
}

function snippet(label: string, docs: string, insert: string): Thing {
  return { kind: 'snippet', label, detail: '', docs, insert, filter: `"${label}`, goesOn: false };
}

/** Tests name tasks by their paths. */
function mocked(cursor: Cursor, owner: JsonPath, comma: string): readonly Thing[] {
  const isMocks = owner.length === 3 && owner[2] === 'mocks';
  const isExpected = owner.length === 4 && owner[2] === 'expect' && owner[3] === 'tasks';
  if (!isMocks && !isExpected) return [];
  const taken = new Set(namesAt(cursor, owner));
  const value = isMocks ? '{ "output": $1 }' : '"$1"';
  return taskPaths(cursor, ['tasks'], '')
    .filter((path) => !taken.has(path))
    .map((path) => ({
      kind: 'task',
      label: path,
      detail: '',
      docs: null,
      insert: `${JSON.stringify(path)}: ${value}${comma}`,
      filter: JSON.stringify(path),
      goesOn: false,
    }));
}

function taskPaths(cursor: Cursor, owner: JsonPath, prefix: string): readonly string[] {
  return namesAt(cursor, owner).flatMap((id) => [`${prefix}${id}`, ...taskPaths(cursor, [...owner, id, 'tasks'], `${prefix}${id}.`)]);
}
