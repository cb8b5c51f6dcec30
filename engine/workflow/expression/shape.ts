// What is known about a value before it exists.
import type { Json } from '../json.ts';
import { isList, isMap } from './value.ts';

export type Shape =
  | { readonly kind: 'any' }
  /** `open`: there may be other fields than the named ones. */
  | { readonly kind: 'object'; readonly fields: { readonly [name: string]: Shape }; readonly open: boolean }
  | { readonly kind: 'list'; readonly items: Shape }
  | { readonly kind: 'string' | 'number' | 'boolean' | 'null' };

export const anything: Shape = { kind: 'any' };
const deepest = 16;

/** The shape that a JSON Schema (as zod prints it) describes; `any` where it says too much or too little. */
export function shapeFromJsonSchema(schema: unknown): Shape {
  const root = isSchema(schema) ? schema : {};
  return shapeOf(root, root, 0);
}

type Schema = { readonly [key: string]: Json };

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shapeOf(schema: Json | undefined, root: Schema, depth: number): Shape {
  if (!isSchema(schema) || depth > deepest) return anything;
  if (typeof schema.$ref === 'string') return shapeOf(resolve(schema.$ref, root), root, depth + 1);
  const options = schema.anyOf ?? schema.oneOf;
  if (isList(options ?? null)) return union((options as readonly Json[]).map((option) => shapeOf(option, root, depth + 1)));
  if (schema.const !== undefined) return shapeOfValue(schema.const);
  const values = schema.enum ?? null;
  if (isList(values)) return union(values.map(shapeOfValue));
  const type = schema.type ?? null;
  if (isList(type)) return union(type.map((one) => shapeOf({ ...schema, type: one }, root, depth + 1)));
  return shapeOfType(type, schema, root, depth);
}

function shapeOfType(type: Json, schema: Schema, root: Schema, depth: number): Shape {
  switch (type) {
    case 'object':
      return shapeOfObject(schema, root, depth);
    case 'array':
      return { kind: 'list', items: schema.prefixItems === undefined ? shapeOf(schema.items, root, depth + 1) : anything };
    case 'integer':
    case 'number':
      return { kind: 'number' };
    case 'string':
    case 'boolean':
    case 'null':
      return { kind: type };
    default:
      return anything;
  }
}

function shapeOfObject(schema: Schema, root: Schema, depth: number): Shape {
  const properties = isSchema(schema.properties) ? schema.properties : {};
  const entries = Object.entries(properties).map(([name, property]) => [name, shapeOf(property, root, depth + 1)] as const);
  return { kind: 'object', fields: Object.fromEntries(entries), open: schema.additionalProperties !== false };
}

/** Only pointers into the same document, such as `#/$defs/Order`. */
function resolve(reference: string, root: Schema): Json | undefined {
  if (!reference.startsWith('#')) return undefined;
  let found: Json | undefined = root;
  for (const part of reference.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    found = isSchema(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found;
}

function shapeOfValue(value: Json): Shape {
  if (value === null) return { kind: 'null' };
  if (isList(value) || isMap(value)) return anything;
  return { kind: typeof value as 'string' | 'number' | 'boolean' };
}

/** One shape for several: null aside, they must be of one kind. */
function union(shapes: readonly Shape[]): Shape {
  const [first, ...others] = shapes.filter((shape) => shape.kind !== 'null');
  if (!first) return shapes[0] ?? anything;
  return others.reduce(join, first);
}

/** What is true of both. */
export function join(a: Shape, b: Shape): Shape {
  if (a.kind === 'null') return b;
  if (b.kind === 'null') return a;
  if (a.kind === 'list' && b.kind === 'list') return { kind: 'list', items: join(a.items, b.items) };
  if (a.kind === 'object' && b.kind === 'object') return joinObjects(a, b);
  return a.kind === b.kind ? a : anything;
}

type ObjectShape = Shape & { kind: 'object' };

function joinObjects(a: ObjectShape, b: ObjectShape): Shape {
  const names = [...new Set([...Object.keys(a.fields), ...Object.keys(b.fields)])];
  const field = (of: ObjectShape, name: string) => (Object.hasOwn(of.fields, name) ? of.fields[name] : undefined);
  const entries = names.map((name) => {
    const [left, right] = [field(a, name), field(b, name)];
    return [name, left && right ? join(left, right) : (left ?? right ?? anything)] as const;
  });
  return { kind: 'object', fields: Object.fromEntries(entries), open: a.open || b.open };
}
