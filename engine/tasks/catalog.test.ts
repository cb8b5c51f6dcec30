import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type TaskManifest, taskCategories } from '../workflow/catalog.ts';
import { isJsonObject } from '../workflow/json.ts';
import { taskCatalog, taskManifests } from './catalog.ts';
import { taskTypes } from './registry.ts';
import { createTestContext } from './testing/context.ts';

/** The task types of the format, and what a restart and the effect barrier make of each. */
const expected: { readonly [type: string]: `${'pure' | 'external'}, ${'idempotent' | 'not idempotent'}` } = {
  'flow.branch': 'pure, idempotent',
  'flow.switch': 'pure, idempotent',
  'flow.wait': 'pure, idempotent',
  'flow.approval': 'pure, idempotent',
  'flow.call': 'external, idempotent',
  'flow.fail': 'pure, idempotent',
  'flow.stop': 'pure, idempotent',
  'data.set': 'pure, idempotent',
  'data.transform': 'pure, idempotent',
  'data.validate': 'pure, idempotent',
  'script.js': 'external, idempotent',
  'script.python': 'external, not idempotent',
  'shell.command': 'external, not idempotent',
  'http.request': 'external, not idempotent',
  'file.read': 'external, idempotent',
  'file.write': 'external, idempotent',
  'file.append': 'external, not idempotent',
  'file.list': 'external, idempotent',
  'file.copy': 'external, idempotent',
  'file.move': 'external, not idempotent',
  'file.delete': 'external, idempotent',
  'file.readCsv': 'external, idempotent',
  'file.writeCsv': 'external, idempotent',
  'notify.desktop': 'external, not idempotent',
  'notify.webhook': 'external, not idempotent',
  'notify.email': 'external, not idempotent',
  'log.write': 'pure, idempotent',
};

const widgets = [
  'text',
  'multiline',
  'code',
  'number',
  'boolean',
  'choice',
  'duration',
  'list',
  'keyValue',
  'path',
  'secret',
  'json',
  'expression',
  'form',
];

type Field = { readonly [key: string]: unknown };
type Shape = { readonly [name: string]: Field };

/** The parameters as JSON Schema, as the inspector and the code view see them. */
function fieldsOf(manifest: TaskManifest): Shape {
  const schema = z.toJSONSchema(manifest.parameters, { io: 'input' });
  return (schema.properties ?? {}) as Shape;
}

describe('the catalog', () => {
  it('has exactly the task types of the format', () => {
    const found = taskManifests.map(({ type, effects, idempotent }) => [
      type,
      `${effects}, ${idempotent ? 'idempotent' : 'not idempotent'}`,
    ]);

    expect(Object.fromEntries(found)).toEqual(expected);
    expect(taskCatalog.types).toEqual(taskManifests.map(({ type }) => type));
  });

  it('has a title, an icon and a way to run for each', () => {
    for (const { type, title, icon, category, version } of taskManifests) {
      expect(title, type).toMatch(/^[A-Z].{1,40}$/);
      expect(icon, type).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      expect(taskCategories, type).toContain(category);
      expect(version, type).toBeGreaterThanOrEqual(1);
    }
    expect([...taskTypes.keys()].sort()).toEqual([...taskCatalog.types].sort());
  });
});

describe.each(taskManifests.map((manifest) => [manifest.type, manifest] as const))('%s', (type, manifest) => {
  it('is documented', () => {
    expect(manifest.summary).toMatch(/^[A-Z].*\.$/);
    expect(manifest.docs.length).toBeGreaterThanOrEqual(200);
  });

  it('says what each parameter is', () => {
    for (const [name, field] of Object.entries(fieldsOf(manifest))) {
      expect(field.title, `title of ${name}`).toEqual(expect.any(String));
      expect(field.description, `description of ${name}`).toEqual(expect.any(String));
      if (field.widget !== undefined) expect(widgets, `widget of ${name}`).toContain(field.widget);
    }
  });

  it('has examples that are valid', () => {
    expect(manifest.examples.length).toBeGreaterThanOrEqual(2);
    for (const { title, with: parameters } of manifest.examples) {
      const result = manifest.parameters.safeParse(parameters);
      if (!JSON.stringify(parameters).includes('{{')) expect(result.error?.issues ?? [], title).toEqual([]);
      for (const name of Object.keys(parameters)) expect(Object.keys(fieldsOf(manifest)), title).toContain(name);
    }
  });

  it('refuses a parameter that it does not know', () => {
    const [example] = manifest.examples.filter((candidate) => manifest.parameters.safeParse(candidate.with).success);

    expect(example).toBeDefined();
    expect(manifest.parameters.safeParse({ ...example?.with, noSuchParameter: 1 }).success).toBe(false);
  });

  it('reads parameters that are unfinished or wrong without failing', () => {
    const names = Object.keys(fieldsOf(manifest));
    for (const value of [undefined, null, 1, '', '{{ broken', [], {}, { a: null }, [[{}]]]) {
      const parameters = value === undefined ? {} : Object.fromEntries(names.map((name) => [name, value]));
      expect(Array.isArray(manifest.ports(parameters))).toBe(true);
      expect(Array.isArray(manifest.capabilities(parameters))).toBe(true);
      expect(typeof (manifest.describe?.(parameters) ?? '')).toBe('string');
    }
  });

  it('names the parameters whose expressions are special by their names', () => {
    const special = [...Object.keys(manifest.itemExpressions ?? {}), ...Object.keys(manifest.quoting ?? {})];

    expect(Object.keys(fieldsOf(manifest))).toEqual(expect.arrayContaining(special));
  });

  it('has a JSON Schema for its output, when it has one at all', () => {
    if (manifest.output) expect(isJsonObject(z.toJSONSchema(manifest.output))).toBe(true);
  });

  it('has a folder with tests', () => {
    const folder = type.replace('.', '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const names = readdirSync(fileURLToPath(new URL(folder, import.meta.url)));

    expect(names).toEqual(expect.arrayContaining(['manifest.ts', 'execute.ts']));
    expect(names.some((name) => name.endsWith('.test.ts'))).toBe(true);
  });
});

describe('the registry', () => {
  it('runs flow, data and log tasks without a promise', () => {
    const parameters: { readonly [type: string]: object } = {
      'data.transform': { items: [] },
      'data.validate': { value: 1, schema: {} },
    };
    const instant = taskManifests.filter(({ type }) => /^(flow|data|log)\./.test(type));

    for (const manifest of instant) {
      const literal = manifest.examples.find((example) => manifest.parameters.safeParse(example.with).success);
      const given = manifest.parameters.parse(parameters[manifest.type] ?? literal?.with);
      const outcome = taskTypes.get(manifest.type)?.execute(given as never, createTestContext());
      expect(outcome, manifest.type).not.toBeInstanceOf(Promise);
    }
  });

  it('loads the rest on its first use', async () => {
    const fileList = taskTypes.get('file.list');
    const outcome = fileList?.execute(fileList.manifest.parameters.parse({ path: '.' }) as never, createTestContext());

    expect(outcome).toBeInstanceOf(Promise);
    expect(await outcome).toMatchObject({ type: 'succeeded', output: [] });
  });
});
