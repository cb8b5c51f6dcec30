import type { Json } from '../../workflow/json.ts';
import type { SchemaDocument } from './schema-document.ts';

export type ValidationError = {
  /** JSON Pointer to the value: `/orders/0/price`; empty for the whole. */
  readonly path: string;
  readonly keyword: string;
  /** `must be number`. */
  readonly message: string;
};

/** The properties and items of one value that a schema looked at; `unevaluated…` is about the others. */
export type Seen = { readonly names: Set<string>; readonly items: Set<number> };

/** Whether `value` fits; adds what was looked at to `seen`. `path` is a JSON Pointer. */
export type Check = (schema: Json, value: Json, path: string, seen: Seen, run: ValidationRun) => boolean;

export type ValidationRun = {
  readonly document: SchemaDocument;
  /** For keywords that apply further schemas. */
  readonly check: Check;
  /** Where errors go; null where only the answer counts. */
  readonly errors: ValidationError[] | null;
  readonly budget: { checksLeft: number };
  depth: number;
};

export const maxErrors = 50;

const unused: Seen = { names: new Set(), items: new Set() };

/** For the parts of a value and for alternatives. Where no schema asks for it nothing is remembered. */
export function newSeen(run: ValidationRun): Seen {
  return run.document.hasUnevaluated ? { names: new Set(), items: new Set() } : unused;
}

/** Always false, for the caller to return. */
export function report(run: ValidationRun, path: string, keyword: string, message: string): false {
  if (run.errors && run.errors.length < maxErrors) run.errors.push({ path, keyword, message });
  return false;
}
