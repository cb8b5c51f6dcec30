import type * as z from 'zod';
import type { JsonPath } from '../problem.ts';
import { workflowSchema } from '../schema.ts';

/**
 * The order in which the schema names the keys of the object at `path`, or undefined where keys are free (tasks, parameters).
 * New keys are placed by it, so that `needs` comes after `with` whichever was added first.
 */
export function schemaKeysAt(path: JsonPath): readonly string[] | undefined {
  let schema: z.core.$ZodType | undefined = workflowSchema;
  for (const key of path) schema = schema && step(unwrap(schema), key);
  const found = schema && unwrap(schema);
  return found && isKind(found, 'object') ? Object.keys(found._zod.def.shape) : undefined;
}

type Kinds = {
  object: z.core.$ZodObject;
  record: z.core.$ZodRecord;
  array: z.core.$ZodArray;
  optional: z.core.$ZodOptional;
  union: z.core.$ZodUnion;
};

function isKind<K extends keyof Kinds>(schema: z.core.$ZodType, kind: K): schema is Kinds[K] {
  return schema._zod.def.type === kind;
}

function step(schema: z.core.$ZodType, key: string | number): z.core.$ZodType | undefined {
  if (isKind(schema, 'record')) return schema._zod.def.valueType;
  if (isKind(schema, 'array')) return schema._zod.def.element;
  if (!isKind(schema, 'object')) return undefined;
  const shape = schema._zod.def.shape;
  return Object.hasOwn(shape, key) ? shape[key] : undefined;
}

/** Of a choice (a status or an object) the object is meant: only objects have keys. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (isKind(schema, 'optional')) return unwrap(schema._zod.def.innerType);
  if (!isKind(schema, 'union')) return schema;
  return schema._zod.def.options.find((option) => isKind(option, 'object')) ?? schema;
}
