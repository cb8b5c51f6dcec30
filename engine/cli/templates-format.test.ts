// The example workflows as documents: valid, tidy, and together a showcase of everything the format has.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { taskCatalog } from '../tasks/catalog.ts';
import { isJsonObject, type Json, type JsonObject } from '../workflow/json.ts';
import { workflowJsonSchema } from '../workflow/json-schema.ts';
import { parseWorkflow } from '../workflow/parse/parse-workflow.ts';
import { printWorkflow } from '../workflow/print.ts';
import type { Task, Workflow } from '../workflow/schema.ts';

const root = fileURLToPath(new URL('../../resources/templates', import.meta.url));
const names = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

type Template = { readonly name: string; readonly file: string; readonly text: string; readonly workflow: Workflow };

const templates: readonly Template[] = names.flatMap((name) =>
  readdirSync(join(root, name))
    .filter((file) => file === 'workflow.json' || file === 'release-notes.json')
    .map((file) => {
      const text = readFileSync(join(root, name, file), 'utf8');
      return { name, file: `${name}/${file}`, text, workflow: JSON.parse(text) as Workflow };
    }),
);

describe.each(templates)('$file', ({ name, file, text, workflow }) => {
  it('has no problems, not even warnings', () => {
    expect(parseWorkflow(text, taskCatalog).problems.map(({ message }) => message)).toEqual([]);
  });

  it('is written as the program itself would write it', () => {
    expect(printWorkflow(workflow)).toBe(text);
  });

  it('has an id, a name, a description, tags, tests and a note', () => {
    expect(`${name}/workflow.json` === file ? workflow.id : `${workflow.id}.json`).toBe(
      file === `${name}/workflow.json` ? name : 'release-notes.json',
    );
    expect(workflow.name && workflow.description && workflow.tags?.length).toBeTruthy();
    expect(Object.keys(workflow.tests ?? {}).length).toBeGreaterThan(1);
    expect(workflow.layout?.notes?.length).toBeGreaterThan(0);
  });

  it('places every task and trigger once, and nothing over anything else', () => {
    const boxes = boxesOf(workflow);
    expect(Object.keys(workflow.layout?.tasks ?? {}).sort()).toEqual(pathsOf(workflow.tasks).sort());
    expect(Object.keys(workflow.layout?.triggers ?? {})).toEqual(Object.keys(workflow.triggers ?? {}));
    expect(overlaps(boxes)).toEqual([]);
  });
});

describe('each template', () => {
  it.each(names)('%s says what it does, what one learns, how to run it and what to change', (name) => {
    const text = readFileSync(join(root, name, 'README.md'), 'utf8');
    const headings = [...text.matchAll(/^#+ (.+)$/gm)].map((match) => match[1]);
    expect(headings.slice(1)).toEqual(expect.arrayContaining(['What it does', 'What you learn', 'Run it', 'Change first']));
    expect(text).toContain(`millrace run`);
  });
});

describe('all templates together', () => {
  const workflows = templates.map(({ workflow }) => workflow);
  const tasks = workflows.flatMap((workflow) => [...tasksOf(workflow.tasks), ...Object.values(workflow.hooks ?? {})]);

  it('use every task type', () => {
    const used = new Set(tasks.map(({ type }) => type));
    expect(['group', ...taskCatalog.types].filter((type) => !used.has(type))).toEqual([]);
  });

  it('use every field of the format, and every word that a field knows', () => {
    const used = new Set(workflows.flatMap((workflow) => [...usedWords(workflow as unknown as Json, schema)]));
    expect([...knownWords(schema)].filter((word) => !used.has(word)).sort()).toEqual([]);
  });

  it.each([
    ['a command as a list', (task: Task) => Array.isArray(task.with?.command)],
    ['a text for the shell', (task: Task) => typeof task.with?.shell === 'string'],
    ['pages by a link', (task: Task) => paginationOf(task) === 'link'],
    ['pages by a cursor', (task: Task) => paginationOf(task) === 'cursor'],
    ['pages by number', (task: Task) => paginationOf(task) === 'page'],
    ['a download', (task: Task) => task.type === 'http.request' && task.with?.saveTo !== undefined],
    ['a file as a body', (task: Task) => task.with?.bodyType === 'file'],
    ['a wait for a time', (task: Task) => task.type === 'flow.wait' && task.with?.for !== undefined],
    ['a wait until an instant', (task: Task) => task.type === 'flow.wait' && task.with?.until !== undefined],
    ['an approval that runs out', (task: Task) => task.type === 'flow.approval' && task.with?.onTimeout !== undefined],
    ['a group inside of a group', (task: Task) => Object.values(task.tasks ?? {}).some((member) => member.type === 'group')],
    ['a secret', (task: Task) => JSON.stringify(task.with ?? {}).includes('{{ secrets.')],
    ['a variable of an environment', (task: Task) => JSON.stringify([task.with, task.when]).includes('vars.')],
  ])('show %s', (_what, isShown) => {
    expect(tasks.some((task) => isShown(task as Task))).toBe(true);
  });
});

function tasksOf(tasks: Workflow['tasks']): Task[] {
  return Object.values(tasks).flatMap((task) => [task, ...tasksOf(task.tasks ?? {})]);
}

function pathsOf(tasks: Workflow['tasks'], prefix = ''): string[] {
  return Object.entries(tasks).flatMap(([id, task]) => [prefix + id, ...pathsOf(task.tasks ?? {}, `${prefix}${id}.`)]);
}

function paginationOf(task: Task): unknown {
  const { paginate } = (task.with ?? {}) as { paginate?: { type?: unknown } };
  return paginate?.type;
}

type Box = { readonly id: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number };
type Scope = { readonly of: string; readonly boxes: readonly Box[] };

const card = { width: 208, height: 56 };
const groupMargin = 24;

/** Boxes by the graph they are in; a group is as large as its members need. */
function boxesOf({ tasks, triggers = {}, layout }: Workflow): readonly Scope[] {
  const scopes: Scope[] = [];
  const scope = (members: Workflow['tasks'], prefix: string): readonly Box[] => {
    const boxes = Object.entries(members).map(([id, task]): Box => {
      const [x, y] = layout?.tasks?.[prefix + id] ?? [Number.NaN, Number.NaN];
      const inner = scope(task.tasks ?? {}, `${prefix}${id}.`);
      const right = Math.max(...inner.map((box) => box.x + box.width + groupMargin), card.width);
      const bottom = Math.max(...inner.map((box) => box.y + box.height + groupMargin), card.height);
      return { id, x, y, width: right, height: bottom };
    });
    scopes.push({ of: prefix, boxes });
    return boxes;
  };
  scope(tasks, '');
  const starts = Object.keys(triggers).map((id): Box => {
    const [x, y] = layout?.triggers?.[id] ?? [Number.NaN, Number.NaN];
    return { id: `trigger ${id}`, x, y, ...card };
  });
  const notes = (layout?.notes ?? []).map(
    ({ at: [x, y], size }, index): Box => ({ id: `note ${index}`, x, y, width: size?.[0] ?? 0, height: size?.[1] ?? 0 }),
  );
  return scopes.map(({ of, boxes }) => ({ of, boxes: of === '' ? [...boxes, ...starts, ...notes] : boxes }));
}

function overlaps(scopes: readonly Scope[]): string[] {
  const touch = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  return scopes.flatMap(({ of, boxes }) =>
    boxes.flatMap((a, index) => boxes.slice(index + 1).flatMap((b) => (touch(a, b) ? [`${of}${a.id} and ${b.id}`] : []))),
  );
}

const schema = workflowJsonSchema() as unknown as JsonObject;

/** `Retry.strategy` for each field of an object in the schema, `Retry.strategy=linear` for each word of such a field. */
function knownWords(from: JsonObject): ReadonlySet<string> {
  const words = new Set<string>();
  const objects = [['Workflow', from] as const, ...Object.entries((from.$defs ?? {}) as JsonObject)];
  for (const [owner, definition] of objects) collect(owner, definition as JsonObject);
  return words;

  function collect(owner: string, definition: JsonObject): void {
    for (const [field, below] of Object.entries((definition.properties ?? {}) as JsonObject)) {
      words.add(`${owner}.${field}`);
      for (const word of wordsOf(below as JsonObject)) words.add(`${owner}.${field}=${word}`);
      if (isJsonObject((below as JsonObject).properties)) collect(`${owner}.${field}`, below as JsonObject);
    }
  }
}

function wordsOf(definition: JsonObject): readonly string[] {
  return Array.isArray(definition.enum) ? definition.enum.filter((word): word is string => typeof word === 'string') : [];
}

function usedWords(document: Json, from: JsonObject): ReadonlySet<string> {
  const used = new Set<string>();
  const definitions = (from.$defs ?? {}) as JsonObject;
  visit(document, from, 'Workflow');
  return used;

  function visit(value: Json, definition: JsonObject, owner: string): void {
    const { $ref, anyOf, items, additionalProperties } = definition;
    if (typeof $ref === 'string') {
      const name = $ref.slice('#/$defs/'.length);
      return visit(value, (definitions[name] ?? {}) as JsonObject, name);
    }
    for (const choice of Array.isArray(anyOf) ? anyOf : []) visit(value, choice as JsonObject, owner);
    if (Array.isArray(value)) for (const item of value) if (isJsonObject(items)) visit(item, items as JsonObject, owner);
    if (!isJsonObject(value)) return;
    const properties = (definition.properties ?? {}) as JsonObject;
    for (const [field, below] of Object.entries(value as JsonObject)) {
      if (Object.hasOwn(properties, field)) visitField(owner, field, below, properties[field] as JsonObject);
      else if (isJsonObject(additionalProperties)) visit(below, additionalProperties as JsonObject, owner);
    }
  }

  function visitField(owner: string, field: string, value: Json, definition: JsonObject): void {
    used.add(`${owner}.${field}`);
    if (typeof value === 'string') used.add(`${owner}.${field}=${value}`);
    visit(value, definition, `${owner}.${field}`);
  }
}
