import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printJsonSchema, workflowJsonSchema } from './json-schema.ts';
import { arbitraryWorkflow } from './testing/arbitraries.ts';
import { graph } from './testing/graph-builder.ts';

const folder = new URL('../../resources/schema/', import.meta.url);
const published = new URL('workflow.schema.json', folder);

// WRITE_SCHEMA=1 npx vitest run engine/workflow/json-schema.test.ts
if (process.env.WRITE_SCHEMA) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(published, printJsonSchema());
}

describe('the published JSON Schema', () => {
  it('is the one that the code gives (run this test with WRITE_SCHEMA=1 to write it)', () => {
    expect(readFileSync(published, 'utf8')).toBe(printJsonSchema());
  });

  const validator = new Validator(workflowJsonSchema() as object, '2020-12', false);

  it('accepts generated workflows', () => {
    fc.assert(
      fc.property(arbitraryWorkflow(), (workflow) => {
        expect(validator.validate(workflow).errors).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses unknown fields, wrong types and bad ids', () => {
    expect(validator.validate({ ...graph('a'), colour: 'red' }).valid).toBe(false);
    expect(validator.validate({ ...graph('a'), timeout: 5 }).valid).toBe(false);
    expect(validator.validate({ ...graph('a'), tasks: { 'A B': { type: 'x' } } }).valid).toBe(false);
    expect(validator.validate(graph({ tasks: { a: { needs: ['b:c:d'] } } })).valid).toBe(false);
  });

  it('describes every field of a task, for completion and hover', () => {
    const { $defs } = workflowJsonSchema() as { $defs: { [name: string]: { properties: { [name: string]: { description?: string } } } } };
    const { name: _name, description: _description, ...fields } = $defs.Task?.properties ?? {};
    expect(Object.keys(fields)).toContain('needs');
    const resolved = Object.entries(fields).map(([field, schema]) => [
      field,
      JSON.stringify(schema).includes('description') || '$ref' in schema || 'allOf' in schema,
    ]);
    expect(resolved.filter(([field, isDescribed]) => !isDescribed && field !== 'type')).toEqual([]);
  });
});
