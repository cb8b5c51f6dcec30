// The task catalog without its functions: what another program can use.
import * as z from 'zod';
import { type Catalog, standardPorts, type TaskManifest } from '../../workflow/catalog.ts';
import type { taskType } from '../contract/shapes.ts';

type TaskType = z.infer<typeof taskType>;

const described = new WeakMap<Catalog, readonly TaskType[]>();

export function describeTaskTypes(catalog: Catalog): readonly TaskType[] {
  const known = described.get(catalog);
  if (known) return known;
  const made = catalog.types.flatMap((type) => {
    const manifest = catalog.get(type);
    return manifest ? [describe(manifest)] : [];
  });
  described.set(catalog, made);
  return made;
}

function describe(manifest: TaskManifest): TaskType {
  const { type, version, title, category, icon, summary, docs, effects, idempotent } = manifest;
  return {
    ...{ type, version, title, category, icon, summary, docs, effects, idempotent },
    parameters: jsonSchema(manifest.parameters),
    ...(manifest.output ? { output: jsonSchema(manifest.output) } : {}),
    ports: [...standardPorts, ...manifest.ports({})],
    examples: manifest.examples.map((example) => ({ title: example.title, with: example.with })),
  };
}

function jsonSchema(schema: z.ZodType): { [key: string]: unknown } {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}
