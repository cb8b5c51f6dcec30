import { literally } from './completion.ts';
import { isSchema, type Schema } from './schemas.ts';

/** A value of the schema to begin with, as a snippet whose first place is `number`. */
export function valueSnippet(schema: Schema, number = 1): string {
  const { const: constant, default: preset, enum: values, type } = schema;
  if (constant !== undefined) return literally(JSON.stringify(constant));
  if (typeof preset === 'string') return `"\${${number}:${literally(JSON.stringify(preset).slice(1, -1))}}"`;
  if (preset !== undefined && typeof preset !== 'object') return `\${${number}:${literally(JSON.stringify(preset))}}`;
  if (Array.isArray(values)) return typeof values[0] === 'string' ? `"$${number}"` : `$${number}`;
  if (type === 'string') return `"$${number}"`;
  if (type === 'boolean') return `\${${number}:true}`;
  if (type === 'array') return isTextual(schema.items) ? `["$${number}"]` : `[$${number}]`;
  if (type === 'object') return `{\n\t$${number}\n}`;
  return `$${number}`;
}

function isTextual(schema: unknown): boolean {
  return isSchema(schema) && schema.type === 'string';
}

/** Fields of an object that must be given, as lines of a snippet. */
export function requiredFields(schema: Schema, first: number): string {
  const required = Array.isArray(schema.required) ? (schema.required as readonly string[]) : [];
  const properties = isSchema(schema.properties) ? schema.properties : {};
  return required
    .map((name, index) => {
      const field = Object.hasOwn(properties, name) ? properties[name] : undefined;
      const value = valueSnippet(isSchema(field) ? field : {}, first + index).replaceAll('\n', '\n\t');
      return `\t${literally(JSON.stringify(name))}: ${value}`;
    })
    .join(',\n');
}
