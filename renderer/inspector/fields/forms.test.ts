// Every parameter of every task type gets a control, and each example of a manifest goes through it unchanged.
import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json } from '../../../engine/workflow/json.ts';
import { catalog } from '../../document/catalog.ts';
import { listEntries, listFrom, tableFrom, tableRows, withField, writingOfEntries } from './entries.ts';
import type { Control, Field } from './field.ts';
import { fits, modeFor } from './fits.ts';
import { fieldsOf } from './read-fields.ts';
import { anyText, jsonText, looseText, messageText, numberText, plainText, secretName, secretText, type Writing } from './value-text.ts';
import { variantValue } from './variant-value.ts';

const manifests = catalog.types.flatMap((type) => catalog.get(type) ?? []);

/** What a document holds after a person typed or chose, in a new form, all that the control shows for a value. */
function enter(control: Control, value: Json): Json | undefined {
  if (modeFor(control, value) === 'expression') return through(plainText, value);
  if (modeFor(control, value) === 'json') return through(jsonText, value);
  switch (control.kind) {
    case 'text':
      return through(control.allowsEmpty ? anyText : plainText, value);
    case 'multiline':
      return through(control.isAny ? messageText : plainText, value);
    case 'code':
      return through(plainText, value);
    case 'expression':
      return through(looseText, value);
    case 'json':
      return through(jsonText, value);
    case 'number':
      return through(numberText(control.isInteger), value);
    case 'secret':
      return secretName(value) === null ? value : secretText(secretName(value) ?? '');
    case 'boolean':
    case 'choice':
      return value;
    case 'list':
      return enterList(control, value);
    case 'table':
      return tableFrom(
        tableRows(value).map(({ key, value: each }) => ({ key, value: through(writingOfEntries(control.isText), each) as Json })),
      );
    case 'inputs':
      return tableFrom(tableRows(value));
    case 'object':
      return enterFields(control.fields, value, {});
    case 'variants': {
      const chosen = isJsonObject(value) ? String(value[control.tag]) : '';
      const fields = control.variants.find((variant) => variant.value === chosen)?.fields ?? [];
      return enterFields(fields, value, variantValue(control, chosen, undefined));
    }
  }
}

function through(writing: Writing, value: Json): Json | undefined {
  const parsed = writing.parse(writing.print(value));
  return parsed.ok ? parsed.value : undefined;
}

function enterList(control: Extract<Control, { kind: 'list' }>, value: Json): Json | undefined {
  const writing = writingOfEntries(control.isText);
  const typed = listEntries(value).map((entry) => through(writing, entry) as Json);
  return listFrom(typed, Array.isArray(value) ? [] : undefined, control.mayBeSingle);
}

function enterFields(fields: readonly Field[], value: Json, start: { readonly [key: string]: Json }): Json {
  let object = start;
  for (const [name, each] of Object.entries(value as { readonly [key: string]: Json })) {
    const field = fields.find((one) => one.name === name);
    if (field) object = withField(object, name, enter(field.control, each));
  }
  return object;
}

function everyField(fields: readonly Field[]): readonly Field[] {
  return fields.flatMap((field) => [field, ...inner(field.control)]);
}

function inner(control: Control): readonly Field[] {
  if (control.kind === 'object') return everyField(control.fields);
  return control.kind === 'variants' ? control.variants.flatMap(({ fields }) => everyField(fields)) : [];
}

describe('forms of task types', () => {
  it('exist for all 27 types', () => {
    expect(manifests).toHaveLength(27);
    for (const manifest of manifests) expect(fieldsOf(manifest.parameters).length, manifest.type).toBeGreaterThan(0);
  });

  it.each(manifests.map((manifest) => [manifest.type, manifest] as const))('take each example of %s unchanged', (_, manifest) => {
    const fields = fieldsOf(manifest.parameters);
    for (const example of manifest.examples) expect(enterFields(fields, example.with, {}), example.title).toEqual(example.with);
  });

  it.each(manifests.map((manifest) => [manifest.type, manifest] as const))(
    'take the examples of each field of %s unchanged',
    (_, manifest) => {
      for (const field of everyField(fieldsOf(manifest.parameters))) {
        for (const example of field.examples) expect(enter(field.control, example), field.name).toEqual(example);
      }
    },
  );

  it.each(manifests.map((manifest) => [manifest.type, manifest] as const))(
    'show each example of %s in its own control, unless it is an expression',
    (_, manifest) => {
      const fields = fieldsOf(manifest.parameters);
      for (const example of manifest.examples) {
        for (const field of fields) {
          const value = Object.hasOwn(example.with, field.name) ? example.with[field.name] : undefined;
          if (typeof value !== 'string' || !value.includes('{{'))
            expect(fits(field.control, value), `${field.name} of ${example.title}`).toBe(true);
        }
      }
    },
  );

  it('name every field and say what it is for', () => {
    for (const manifest of manifests) {
      for (const field of everyField(fieldsOf(manifest.parameters))) {
        expect(field.title, `${manifest.type} ${field.name}`).not.toBe('');
        expect(field.description, `${manifest.type} ${field.name}`).not.toBe('');
      }
    }
  });

  it('show the default of a field in its own control', () => {
    for (const manifest of manifests) {
      for (const { name, control, fallback } of everyField(fieldsOf(manifest.parameters)))
        expect(fits(control, fallback), `${manifest.type} ${name}`).toBe(true);
    }
  });

  it('choose the control that a manifest asks for', () => {
    const kind = (type: string, name: string) =>
      fieldsOf(catalog.get(type)?.parameters ?? fail(type)).find((field) => field.name === name)?.control;
    expect(kind('http.request', 'method')).toMatchObject({ kind: 'choice' });
    expect(kind('http.request', 'auth')).toMatchObject({ kind: 'variants', tag: 'type' });
    expect(kind('http.request', 'paginate')).toMatchObject({ kind: 'variants' });
    expect(kind('http.request', 'redirect')).toMatchObject({ kind: 'object' });
    expect(kind('http.request', 'query')).toMatchObject({ kind: 'table' });
    expect(kind('http.request', 'expectStatus')).toEqual({ kind: 'list', isText: false, mayBeSingle: true });
    expect(kind('http.request', 'maxBytes')).toEqual({ kind: 'number', isInteger: true, minimum: 1 });
    expect(kind('flow.approval', 'form')).toEqual({ kind: 'inputs' });
    expect(kind('flow.approval', 'approvers')).toEqual({ kind: 'list', isText: true, mayBeSingle: false });
    expect(kind('file.readCsv', 'quote')).toEqual({ kind: 'text', look: 'plain', allowsEmpty: true });
    expect(kind('script.js', 'code')).toEqual({ kind: 'code' });
    expect(kind('log.write', 'message')).toEqual({ kind: 'multiline', isAny: true });
  });
});

function fail(type: string): never {
  throw new Error(`no type ${type}`);
}
