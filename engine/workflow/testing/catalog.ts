import * as z from 'zod';
import { invariant } from '../assert.ts';
import { type Catalog, createCatalog, type TaskManifest } from '../catalog.ts';
import { isJsonObject, type Json } from '../json.ts';
import { durationPattern } from '../schema.ts';

const base = { version: 1, icon: 'box', summary: '', docs: '', capabilities: () => [], examples: [] } as const;
const noPorts = () => [];

function manifest(fields: Pick<TaskManifest, 'type' | 'category' | 'parameters'> & Partial<TaskManifest>): TaskManifest {
  return { ...base, title: fields.type, effects: 'pure', idempotent: true, ports: noPorts, ...fields };
}

const json: z.ZodType<Json> = z.json();

/** A few task types with the parameters of the real ones that the engine's own tests lean on. */
export const testManifests: readonly TaskManifest[] = [
  manifest({ type: 'data.set', category: 'data', parameters: z.strictObject({ values: z.record(z.string(), json) }) }),
  manifest({
    type: 'data.transform',
    category: 'data',
    parameters: z.strictObject({ items: z.array(json), where: z.boolean().optional(), select: json.optional() }),
    output: z.array(z.unknown()),
    itemExpressions: { where: ['item', 'index'], select: ['item', 'index'] },
  }),
  manifest({ type: 'flow.branch', category: 'flow', parameters: z.strictObject({ if: z.boolean() }), ports: () => ['yes', 'no'] }),
  manifest({
    type: 'flow.switch',
    category: 'flow',
    parameters: z.strictObject({ value: json, cases: z.record(z.string(), json) }),
    ports: (parameters) => [...(isJsonObject(parameters.cases) ? Object.keys(parameters.cases) : []), 'otherwise'],
  }),
  manifest({ type: 'flow.wait', category: 'flow', parameters: z.strictObject({ for: z.string().regex(durationPattern) }) }),
  manifest({
    type: 'http.request',
    category: 'network',
    effects: 'external',
    idempotent: false,
    parameters: z.strictObject({
      url: z.string(),
      method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
      query: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      headers: z.record(z.string(), z.string()).optional(),
      body: json.optional(),
    }),
    output: z.object({ status: z.number().int(), headers: z.record(z.string(), z.string()), body: z.unknown() }),
  }),
  manifest({
    type: 'log.write',
    category: 'notify',
    effects: 'external',
    parameters: z.strictObject({ message: z.string(), level: z.enum(['debug', 'info', 'warn', 'error']).optional() }),
  }),
];

export const testCatalog: Catalog = createCatalog(testManifests);

/** One of them, to make another from. */
export function testManifest(type: string): TaskManifest {
  const found = testCatalog.get(type);
  invariant(found, `the test catalog has ${type}`);
  return found;
}
