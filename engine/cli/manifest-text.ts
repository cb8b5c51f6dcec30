// The documentation of a task type, read from its manifest.
import * as z from 'zod';
import { standardPorts, type TaskManifest } from '../workflow/catalog.ts';
import { isJsonObject, type Json, type JsonObject } from '../workflow/json.ts';
import type { Style } from './terminal/style.ts';
import { padToWidth } from './terminal/text.ts';

/** Without the functions: what another program can use. `parameters` and `output` are JSON Schemas. */
export function manifestJson(manifest: TaskManifest): JsonObject {
  const { type, version, title, category, summary, docs, effects, idempotent } = manifest;
  return {
    ...{ type, version, title, category, summary, docs, effects, idempotent },
    parameters: jsonSchema(manifest.parameters),
    ...(manifest.output ? { output: jsonSchema(manifest.output) } : {}),
    ports: [...standardPorts, ...manifest.ports({})],
    examples: manifest.examples.map((example) => ({ title: example.title, with: example.with })),
  };
}

function jsonSchema(schema: z.ZodType): JsonObject {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonObject;
}

export function manifestText(manifest: TaskManifest, style: Style): string {
  const ports = [...standardPorts, ...manifest.ports({})];
  return [
    `${style.bold(manifest.type)}  ${manifest.summary}`,
    '',
    manifest.docs,
    '',
    style.bold('Parameters'),
    ...parameterLines(jsonSchema(manifest.parameters), style),
    '',
    style.bold('Ports'),
    `  ${ports.join(', ')}`,
    '',
    style.bold('After a crash'),
    `  ${manifest.idempotent ? 'an interrupted attempt runs again' : 'an interrupted attempt fails'}, unless onInterrupt says otherwise`,
    ...exampleLines(manifest, style),
  ].join('\n');
}

function parameterLines(schema: JsonObject, style: Style): string[] {
  const properties = isJsonObject(schema.properties) ? Object.entries(schema.properties) : [];
  const required = Array.isArray(schema.required) ? schema.required : [];
  const width = Math.max(0, ...properties.map(([name]) => name.length)) + 2;
  if (properties.length === 0) return ['  none'];
  return properties.map(([name, property]) => {
    const about = isJsonObject(property) ? property : {};
    const notes = [
      typeText(about),
      required.includes(name) ? 'required' : '',
      'default' in about ? `default ${JSON.stringify(about.default)}` : '',
    ];
    const description = typeof about.description === 'string' ? `\n${' '.repeat(width + 2)}${about.description}` : '';
    return `  ${style.active(padToWidth(name, width))}${style.dim(notes.filter((text) => text !== '').join(', '))}${description}`;
  });
}

function typeText(property: JsonObject): string {
  if (Array.isArray(property.enum)) return property.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (typeof property.type === 'string') return property.type;
  const choices = property.anyOf ?? property.oneOf;
  if (!Array.isArray(choices)) return 'any value';
  const types = choices.map((choice: Json) => (isJsonObject(choice) ? typeText(choice) : 'any value'));
  return types.length > 5 ? 'any value' : [...new Set(types)].join(' | ');
}

function exampleLines(manifest: TaskManifest, style: Style): string[] {
  return manifest.examples.flatMap((example) => {
    const text = JSON.stringify({ type: manifest.type, with: example.with }, null, 2);
    return ['', `${style.bold('Example')}  ${example.title}`, ...text.split('\n').map((line) => `  ${line}`)];
  });
}
