import type * as z from 'zod';
import type { JsonPath } from './problem.ts';

/** The parts of zod's introspection that name fields. */
type Definition = {
  readonly type: string;
  readonly shape?: { readonly [name: string]: z.core.$ZodType };
  readonly valueType?: z.core.$ZodType;
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly in?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
};

/** Names of the fields that the object at the path may have, for did-you-mean; empty when they are not fixed. */
export function fieldNames(schema: z.core.$ZodType, path: JsonPath): readonly string[] {
  let at: readonly z.core.$ZodType[] = alternatives(schema);
  for (const segment of path) at = at.flatMap((each) => below(each, segment));
  return fieldsOf(at);
}

/** Names of the fields of any of these schemas, in the order they are declared in. */
export function fieldsOf(schemas: readonly z.core.$ZodType[]): readonly string[] {
  return [...new Set(schemas.flatMap((each) => Object.keys(definitionOf(each).shape ?? {})))];
}

/** Schemas of the field or entry of an object, record or list. */
function child(schema: z.core.$ZodType, segment: string | number): readonly z.core.$ZodType[] {
  const { shape, valueType, element } = definitionOf(schema);
  if (shape) {
    const field = Object.hasOwn(shape, segment) ? shape[segment] : undefined;
    return field ? [field] : [];
  }
  const inner = valueType ?? element;
  return inner ? [inner] : [];
}

const expanded = new WeakMap<z.core.$ZodType, Map<string | number, readonly z.core.$ZodType[]>>();

/** `child`, looked through; remembered, because a printer asks for every field of every task. */
export function below(schema: z.core.$ZodType, segment: string | number): readonly z.core.$ZodType[] {
  const known = expanded.get(schema) ?? new Map<string | number, readonly z.core.$ZodType[]>();
  expanded.set(schema, known);
  const key = definitionOf(schema).shape ? segment : '';
  const found = known.get(key) ?? child(schema, segment).flatMap(alternatives);
  known.set(key, found);
  return found;
}

/** Looks through what does not change the fields: optional, default, pipes, unions. */
export function alternatives(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const { options, innerType, in: input } = definitionOf(schema);
  if (options) return options.flatMap(alternatives);
  const inner = innerType ?? input;
  return inner ? alternatives(inner) : [schema];
}

function definitionOf(schema: z.core.$ZodType): Definition {
  return schema._zod.def as unknown as Definition;
}
