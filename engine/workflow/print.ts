// The canonical text of a workflow: the same document always gives the same text, so that versions compare line by line.
import type * as z from 'zod';
import { isJsonObject } from './json.ts';
import { type Workflow, workflowSchema } from './schema.ts';
import { alternatives, child, fieldsOf } from './schema-shape.ts';

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
  const lines = items.map((item, index) => inner + printValue(item, below(schemas, index), inner, inner.length));
  return `[\n${lines.join(',\n')}\n${margin}]`;
}

function printObject(value: object, schemas: Schemas, margin: string): string {
  const inner = margin + indent;
  const lines: string[] = [];
  for (const [key, field] of inOrder(value, schemas)) {
    const start = `${inner}${JSON.stringify(key)}: `;
    lines.push(start + printValue(field, below(schemas, key), inner, start.length));
  }
  return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${margin}}`;
}

/** Fields the schema knows come first, in its order. Fields without a value are left out, as JSON has none. */
function inOrder(value: object, schemas: Schemas): readonly (readonly [string, unknown])[] {
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  const known = fieldsOf(schemas);
  if (known.length === 0) return entries;
  const place = new Map(known.map((name, index) => [name, index]));
  const rank = ([key]: readonly [string, unknown]) => place.get(key) ?? known.length;
  return entries.sort((a, b) => rank(a) - rank(b));
}

function below(schemas: Schemas, segment: string | number): Schemas {
  return schemas.flatMap((schema) => child(schema, segment)).flatMap(alternatives);
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}
