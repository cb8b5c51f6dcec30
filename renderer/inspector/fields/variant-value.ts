import { isJsonObject, type Json, type JsonObject } from '../../../engine/workflow/json.ts';
import type { Control } from './field.ts';

/** An object of the chosen kind, with what the one before had of its fields. */
export function variantValue(control: Extract<Control, { kind: 'variants' }>, chosen: string, before: Json | undefined): JsonObject {
  const fields = control.variants.find(({ value }) => value === chosen)?.fields ?? [];
  const old = isJsonObject(before) ? before : {};
  const kept = fields.filter(({ name }) => Object.hasOwn(old, name)).map(({ name }) => [name, old[name] as Json] as const);
  return { [control.tag]: chosen, ...Object.fromEntries(kept) };
}
