import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { acceptanceOf } from './accepts.ts';
import { workflowSchema } from './schema.ts';
import { arbitraryWorkflow } from './testing/arbitraries.ts';

const recursive = z.strictObject({
  name: z.string().min(1).max(3),
  get inner() {
    return z.array(recursive).max(2).optional();
  },
});

const schemas: { readonly [name: string]: z.ZodType } = {
  text: z.string().regex(/^a/).max(2),
  number: z.number().min(1).max(3),
  'number above': z.number().gt(1).lt(3),
  integer: z.number().int(),
  word: z.enum(['a', 'b']),
  literal: z.literal(['a', 1, null]),
  pair: z.tuple([z.number(), z.string().optional()]),
  'pair and more': z.tuple([z.number()], z.string()),
  list: z.array(z.number()).min(1).max(2),
  union: z.union([z.string(), z.array(z.boolean())]),
  record: z.record(z.string().max(1), z.number()),
  'record of words': z.record(z.enum(['a', 'b']), z.number()),
  'partial record': z.partialRecord(z.enum(['a', 'b']), z.number()),
  strict: z.strictObject({ a: z.string().optional(), b: z.unknown() }),
  loose: z.looseObject({ a: z.string() }),
  stripping: z.object({ a: z.string() }),
  'rest of numbers': z.object({ a: z.string() }).catchall(z.number()),
  refined: z.unknown().refine((value) => value !== 'a'),
  'refined by several': z.strictObject({ a: z.string() }).superRefine((_, ctx) => ctx.addIssue('never')),
  'with a default': z.strictObject({ a: z.string().default('x') }),
  trimmed: z.string().trim().min(1),
  address: z.email(),
  nullable: z.string().nullable(),
  recursive,
};

const names = fc.constantFrom('a', 'b', 'name', 'inner', 'zz');
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>('a', 'b', 'abc', '', ' ', 'a@b.de', 0, 1, 2, 3, 1.5, 2 ** 53, Number.NaN, true, null, undefined, new Date(0)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 3 }),
  ),
})).value;

describe('acceptanceOf', () => {
  it.each(Object.entries(schemas))('accepts nothing that the schema refuses: %s', (_, schema) => {
    const accepts = acceptanceOf(schema);
    fc.assert(
      fc.property(values, (value) => {
        if (accepts(value)) expect(schema.safeParse(value).success).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('accepts every workflow, so that the schema itself is asked about what is wrong only', () => {
    const accepts = acceptanceOf(workflowSchema);
    fc.assert(
      fc.property(arbitraryWorkflow(), (workflow) => {
        expect(accepts(workflow)).toBe(true);
        expect(accepts({ ...workflow, colour: 'red' })).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});
