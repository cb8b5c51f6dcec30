// The canonical text of a workflow: the same document always gives the same text, so that versions compare line by line.
import type * as z from 'zod';
import { isJsonObject } from './json.ts';
import { type Workflow, workflowSchema } from './schema.ts';
import { alternatives, below, fieldsOf } from './schema-shape.ts';

const widest = 120;
const indent = '  ';

type Schemas = readonly z.core.$ZodType[];

/**
 * JSON with two spaces, fields in the order of the schema, names that people chose (tasks, parameters …) in the order of the document,
 * and lists of plain values (needs, points) on one line where they fit. Ends with a line break.
 */
export function printWorkflow(workflow: Workflow): string {
  return `${printValue(workflow, alternatives(workflowSchema), '', 0)}\n`;
}

/** `used`: characters before the value on its line. */
function printValue(value: unknown, schemas: Schemas, margin: string, used: number): string {
  if (Array.isArray(value)) return printList(value, schemas, margin, used);
  if (isJsonObject(value)) return printObject(value, schemas, margin);
  return JSON.stringify(value);
}

function printList(items: readonly unknown[], schemas: Schemas, margin: string, used: number): string {
  if (items.length === 0) return '[]';
  if (items.every(isPlain)) {
    const line = `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;
    if (used + line.length <= widest) return line;
  }
  const inner = margin + indent;
  const lines = items.map((item, index) => inner + printValue(item, inside(schemas, index), inner, inner.length));
  return `[\n${lines.join(',\n')}\n${margin}]`;
}

function printObject(value: object, schemas: Schemas, margin: string): string {
  const inner = margin + indent;
  const lines: string[] = [];
  for (const [key, field] of inOrder(value, schemas)) {
    const start = `${inner}${JSON.stringify(key)}: `;
    lines.push(start + printValue(field, inside(schemas, key), inner, start.length));
  }
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${margin}}`;
}

/** Fields the schema knows come first, in its order. Fields without a value are left out, as JSON has none. */
function inOrder(value: object, schemas: Schemas): readonly (readonly [string, unknown])[] {
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  const place = placesOf(schemas);
  if (place.size === 0) return entries;
  const rank = ([key]: readonly [string, unknown]) => place.get(key) ?? place.size;
  return entries.sort((a, b) => rank(a) - rank(b));
}

const fieldPlaces = new WeakMap<Schemas, ReadonlyMap<string, number>>();

function placesOf(schemas: Schemas): ReadonlyMap<string, number> {
  const known = fieldPlaces.get(schemas);
  if (known) return known;
  const places = new Map(fieldsOf(schemas).map((name, index) => [name, index]));
  fieldPlaces.set(schemas, places);
  return places;
}

function inside(schemas: Schemas, segment: string | number): Schemas {
  const [only, ...others] = schemas;
  if (!only) return schemas;
  return others.length === 0 ? below(only, segment) : schemas.flatMap((schema) => below(schema, segment));
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}
