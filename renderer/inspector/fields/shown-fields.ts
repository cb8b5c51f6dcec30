import type { TaskManifest } from '../../../engine/workflow/catalog.ts';
import type { JsonObject } from '../../../engine/workflow/json.ts';
import type { Field } from './field.ts';

/** Forms up to this size are shown whole. */
const smallForm = 5;

/**
 * Which fields stand in the form at once, the others behind "More": those that are required or set, and those that the examples of the
 * type set, because they are what people come for.
 */
export function primaryNames(fields: readonly Field[], examples: TaskManifest['examples'], value: JsonObject): ReadonlySet<string> {
  const usual = new Set(examples.flatMap((example) => Object.keys(example.with)));
  const isPrimary = ({ name, isRequired }: Field) =>
    fields.length <= smallForm || isRequired || usual.has(name) || Object.hasOwn(value, name);
  return new Set(fields.filter(isPrimary).map(({ name }) => name));
}
