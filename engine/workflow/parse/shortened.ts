import type * as z from 'zod';
import { acceptanceOf } from '../accepts.ts';
import { isJsonObject } from '../json.ts';
import { alternatives, below, fieldsOf } from '../schema-shape.ts';

/** Of one list or object: more than there is room for among the findings. */
const mostWrong = 6000;

/**
 * A value with the same problems, but not so many: of long lists and objects without fixed fields that do not fit a schema, what comes
 * after the first thousands of wrong entries is left out, and of objects what fits, too. Places of what is left stay the same. The value itself
 * when nothing is left out.
 */
export function shortened(value: unknown, schema: z.core.$ZodType): unknown {
  return shorten(value, alternatives(schema));
}

type Schemas = readonly z.core.$ZodType[];

function shorten(value: unknown, schemas: Schemas): unknown {
  if (Array.isArray(value)) return shortenList(value, entriesOf(schemas, 0));
  return isJsonObject(value) ? shortenObject(value, schemas) : value;
}

function entriesOf(schemas: Schemas, key: string | number): Schemas {
  return schemas.flatMap((schema) => below(schema, key));
}

function shortenList(items: readonly unknown[], schemas: Schemas): unknown {
  const kept: unknown[] = [];
  let wrong = 0;
  let isChanged = false;
  for (const item of items) {
    if (wrong === mostWrong) return kept;
    const short = fits(item, schemas) ? item : shorten(item, schemas);
    if (!fits(item, schemas)) wrong++;
    if (short !== item) isChanged = true;
    kept.push(short);
  }
  return isChanged ? kept : items;
}

function shortenObject(object: { readonly [name: string]: unknown }, schemas: Schemas): unknown {
  const names = Object.keys(object);
  const fixed = new Set(names.length > mostWrong ? fieldsOf(schemas) : names);
  const kept: [string, unknown][] = [];
  let wrong = 0;
  for (const name of names) {
    const inner = entriesOf(schemas, name);
    const isFitting = fits(object[name], inner);
    if (fixed.has(name) || (!isFitting && wrong < mostWrong)) kept.push([name, isFitting ? object[name] : shorten(object[name], inner)]);
    if (!isFitting) wrong++;
  }
  const isChanged = kept.length < names.length || kept.some(([name, value]) => value !== object[name]);
  return isChanged ? Object.fromEntries(kept) : object;
}

function fits(value: unknown, schemas: Schemas): boolean {
  return schemas.some((schema) => acceptanceOf(schema)(value));
}
