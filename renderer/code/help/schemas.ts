// What the format and the task types say about a place of the document, as JSON Schema.
import * as z from 'zod';
import { workflowJsonSchema } from '../../../engine/workflow/json-schema.ts';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import { catalog } from '../../document/catalog.ts';

export type Schema = { readonly [keyword: string]: unknown };
/** A schema, and the document that its references are in. */
type Found = { readonly schema: Schema; readonly root: Schema };

let format: Schema | undefined;
const parameters = new Map<string, Schema>();

function formatSchema(): Schema {
  format ??= workflowJsonSchema();
  return format;
}

/** Of `with`, by the type of the task; undefined for types that do not exist. */
export function parametersSchema(type: string): Schema | undefined {
  const manifest = catalog.get(type);
  if (!manifest) return undefined;
  const known = parameters.get(type) ?? (z.toJSONSchema(manifest.parameters, { io: 'input', unrepresentable: 'any' }) as Schema);
  parameters.set(type, known);
  return known;
}

/** The schemas that a place may follow, looked through. `typeOf` gives the type of the task or the hook at a path. */
export function schemasAt(path: JsonPath, typeOf: (path: JsonPath) => string | undefined): readonly Schema[] {
  let found: readonly Found[] = alternatives({ schema: formatSchema(), root: formatSchema() });
  for (const [at, segment] of path.entries()) {
    const type = segment === 'with' && isTask(path.slice(0, at)) ? typeOf(path.slice(0, at)) : undefined;
    const own = type === undefined ? undefined : parametersSchema(type);
    found = own ? alternatives({ schema: own, root: own }) : found.flatMap((each) => below(each, segment));
  }
  return found.map(({ schema }) => schema);
}

/** Whether a path leads to a task or a hook. */
export function isTask(path: JsonPath): boolean {
  const owner = path.at(-2);
  return path.length > 1 && (path[0] === 'tasks' ? path.length % 2 === 0 && owner === 'tasks' : path[0] === 'hooks' && path.length === 2);
}

function below({ schema, root }: Found, segment: string | number): readonly Found[] {
  const child = typeof segment === 'number' ? itemOf(schema, segment) : fieldOf(schema, segment);
  return isSchema(child) ? alternatives({ schema: child, root }) : [];
}

function itemOf({ prefixItems, items }: Schema, index: number): unknown {
  return Array.isArray(prefixItems) && index < prefixItems.length ? prefixItems[index] : items;
}

function fieldOf({ properties, additionalProperties }: Schema, name: string): unknown {
  return isSchema(properties) && Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
}

const deepest = 12;

/** The schema with its reference followed, and each of its alternatives; what stands beside a reference stays. */
function alternatives(found: Found, depth = 0): readonly Found[] {
  const { schema, root } = found;
  if (depth > deepest) return [];
  if (typeof schema.$ref === 'string') {
    const target = resolve(schema.$ref, root);
    if (!isSchema(target)) return [];
    const { $ref: _reference, ...beside } = schema;
    return alternatives({ schema: { ...target, ...beside }, root }, depth + 1);
  }
  const options = [schema.anyOf, schema.oneOf, schema.allOf].find(Array.isArray) as readonly unknown[] | undefined;
  if (!options) return [found];
  const { anyOf: _any, oneOf: _one, allOf: _all, ...beside } = schema;
  return options.filter(isSchema).flatMap((option) => alternatives({ schema: { ...beside, ...option }, root }, depth + 1));
}

function resolve(reference: string, root: Schema): unknown {
  let at: unknown = root;
  for (const part of reference.split('/').slice(1)) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    at = isSchema(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at;
}

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
