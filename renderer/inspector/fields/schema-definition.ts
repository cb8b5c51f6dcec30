// The parts of zod's introspection that forms are made of.

import type * as z from 'zod';
import { globalRegistry } from 'zod';

export type Schema = z.core.$ZodType;

export type Definition = {
  readonly type: string;
  readonly shape?: { readonly [name: string]: Schema };
  readonly innerType?: Schema;
  readonly options?: readonly Schema[];
  readonly discriminator?: string;
  readonly element?: Schema;
  readonly valueType?: Schema;
  readonly entries?: { readonly [name: string]: string | number };
  readonly values?: readonly unknown[];
  readonly defaultValue?: unknown;
};

export type FieldMeta = {
  readonly title?: string;
  readonly description?: string;
  readonly widget?: string;
  readonly examples?: readonly unknown[];
};

export function definitionOf(schema: Schema): Definition {
  return schema._zod.def as unknown as Definition;
}

type Check = { readonly check: string; readonly format?: string; readonly value?: number };

/** Whether a number must be whole, and its bounds. */
export function numberRule(schema: Schema): { readonly isInteger: boolean; readonly minimum?: number; readonly maximum?: number } {
  const own = schema._zod.def as unknown as Check & { readonly checks?: readonly { readonly _zod: { readonly def: Check } }[] };
  const checks = [own, ...(own.checks ?? []).map(({ _zod }) => _zod.def)];
  const bound = (kind: string) => checks.find(({ check }) => check === kind)?.value;
  const [minimum, maximum] = [bound('greater_than'), bound('less_than')];
  return {
    isInteger: checks.some(({ check, format }) => check === 'number_format' && format === 'safeint'),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
}

export function metaOf(schema: Schema): FieldMeta {
  return (globalRegistry.get(schema) ?? {}) as FieldMeta;
}

export type Unwrapped = {
  readonly schema: Schema;
  readonly isOptional: boolean;
  readonly fallback: unknown;
  readonly meta: FieldMeta;
};

/** Looks through optional and default; what an outer layer says counts more than what an inner one says. */
export function unwrap(schema: Schema): Unwrapped {
  const definition = definitionOf(schema);
  const meta = metaOf(schema);
  const isLayer = definition.type === 'optional' || definition.type === 'default' || definition.type === 'nullable';
  if (!isLayer || !definition.innerType) return { schema, isOptional: false, fallback: undefined, meta };
  const inner = unwrap(definition.innerType);
  return {
    schema: inner.schema,
    isOptional: inner.isOptional || definition.type !== 'nullable',
    fallback: definition.type === 'default' ? definition.defaultValue : inner.fallback,
    meta: { ...inner.meta, ...meta },
  };
}
