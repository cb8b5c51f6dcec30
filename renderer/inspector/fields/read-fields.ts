// The fields of a task type, read from its schema: the one source of the form, the documentation and the checks.
import * as z from 'zod';
import type { Json } from '../../../engine/workflow/json.ts';
import type { Control, Field, Option, Variant } from './field.ts';
import { definitionOf, metaOf, numberRule, type Schema, unwrap } from './schema-definition.ts';

const read = new WeakMap<Schema, readonly Field[]>();

/** The fields of an object's schema, in the order they are declared in; made once for each schema. */
export function fieldsOf(schema: z.ZodType | Schema): readonly Field[] {
  const known = read.get(schema);
  if (known) return known;
  const shape = definitionOf(unwrap(schema).schema).shape ?? {};
  const fields = Object.entries(shape).map(([name, each]) => fieldOf(name, each));
  read.set(schema, fields);
  return fields;
}

export function fieldOf(name: string, schema: Schema): Field {
  const { isOptional, fallback, meta, schema: inner } = unwrap(schema);
  return {
    name,
    title: meta.title ?? titleFrom(name),
    description: meta.description ?? '',
    isRequired: !isOptional,
    ...(fallback === undefined ? {} : { fallback: fallback as Json }),
    examples: (meta.examples ?? []) as readonly Json[],
    control: controlOf(inner, meta.widget, fallback as Json | undefined),
  };
}

/** `maxDelay` → `Max delay`. */
export function titleFrom(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The control for a schema. `widget` is what the manifest asks for, as far as the schema allows it. */
function controlOf(schema: Schema, widget: string | undefined, fallback?: Json): Control {
  const { type, options, discriminator } = definitionOf(schema);
  if (discriminator !== undefined && options)
    return { kind: 'variants', tag: discriminator, variants: options.map((each) => variantOf(each, discriminator)) };
  if (type === 'object') return { kind: 'object', fields: fieldsOf(schema) };
  return (widget === undefined ? null : askedFor(widget, schema, fallback)) ?? usual(schema, fallback);
}

function askedFor(widget: string, schema: Schema, fallback: Json | undefined): Control | null {
  switch (widget) {
    case 'text':
      return { kind: 'text', look: 'plain', allowsEmpty: takesEmpty(schema, fallback) };
    case 'path':
    case 'duration':
      return { kind: 'text', look: widget, allowsEmpty: false };
    case 'multiline':
      return { kind: 'multiline', isAny: definitionOf(schema).type !== 'string' };
    case 'list':
      return listOf(schema);
    case 'keyValue':
      return { kind: 'table', isText: false };
    case 'form':
      return { kind: 'inputs' };
    case 'code':
    case 'secret':
    case 'expression':
    case 'json':
      return { kind: widget };
    default:
      return null;
  }
}

function usual(schema: Schema, fallback: Json | undefined): Control {
  const { type, entries, valueType } = definitionOf(schema);
  switch (type) {
    case 'string':
      return { kind: 'text', look: 'plain', allowsEmpty: takesEmpty(schema, fallback) };
    case 'number':
      return { kind: 'number', ...numberRule(schema) };
    case 'boolean':
      return { kind: 'boolean' };
    case 'enum':
      return { kind: 'choice', options: Object.values(entries ?? {}).map((value) => optionOf(String(value))) };
    case 'array':
      return listOf(schema);
    case 'record':
      return valueType && metaOf(valueType).title === 'Input' ? { kind: 'inputs' } : { kind: 'table', isText: false };
    default:
      return { kind: 'json' };
  }
}

/** A list, or a list that may also be its only entry. */
function listOf(schema: Schema): Control {
  const { type, options = [], element } = definitionOf(schema);
  const list = type === 'union' ? options.find((each) => definitionOf(each).type === 'array') : schema;
  const item = list ? definitionOf(list).element : element;
  return { kind: 'list', isText: item !== undefined && definitionOf(unwrap(item).schema).type === 'string', mayBeSingle: type === 'union' };
}

function variantOf(schema: Schema, tag: string): Variant {
  const shape = definitionOf(schema).shape ?? {};
  const own = shape[tag];
  const value = String(own ? definitionOf(own).values?.[0] : '');
  const { title, description } = own ? metaOf(own) : {};
  return {
    ...optionOf(value),
    ...(title ? { label: title } : {}),
    ...(description ? { description } : {}),
    fields: fieldsOf(schema).filter(({ name }) => name !== tag),
  };
}

function optionOf(value: string): Option {
  return { value, label: value };
}

/** Whether the empty text is a value of its own: where leaving the field out means another text. */
function takesEmpty(schema: Schema, fallback: Json | undefined): boolean {
  return typeof fallback === 'string' && fallback !== '' && z.safeParse(schema, '').success;
}
