import type { Schema } from './schemas.ts';

/** What a schema says for people, in Markdown; null when it says nothing. */
export function schemaDocs(schema: Schema): string | null {
  const { title, description, enum: values, default: preset, examples, type, format } = schema;
  const lines: string[] = [];
  if (typeof title === 'string') lines.push(`**${title}**`);
  if (typeof description === 'string') lines.push(description);
  const facts: string[] = [];
  if (Array.isArray(values)) facts.push(`One of ${values.map((value) => code(value)).join(', ')}.`);
  else if (typeof type === 'string') facts.push(`${typeof format === 'string' ? `${type}, ${format}` : type}.`);
  if (preset !== undefined) facts.push(`Default: ${code(preset)}.`);
  if (Array.isArray(examples) && examples.length > 0) facts.push(`Example: ${examples.slice(0, 3).map(code).join(', ')}.`);
  if (facts.length > 0) lines.push(facts.join(' '));
  return lines.length > 0 ? lines.join('\n\n') : null;
}

function code(value: unknown): string {
  return `\`${JSON.stringify(value).replaceAll('`', "'")}\``;
}
