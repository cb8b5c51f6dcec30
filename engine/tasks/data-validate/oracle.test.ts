import { type Schema, Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Json } from '../../workflow/json.ts';
import { validateValue } from './validate-value.ts';

const names = fc.constantFrom('a', 'b', 'x-c');

const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<Json>(null, true, 0, 1, 1.5, -2, '', 'a', 'abc'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(names, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

const count = fc.nat({ max: 3 });
const { schema } = fc.letrec<{ schema: Json; some: Json[] }>((tie) => ({
  some: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }),
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.boolean(),
    fc.record(
      {
        type: fc.constantFrom('null', 'boolean', 'number', 'integer', 'string', 'array', 'object'),
        enum: fc.array(value, { minLength: 1, maxLength: 3 }),
        minimum: count,
        multipleOf: fc.constantFrom(1, 0.5, 2),
        minLength: count,
        pattern: fc.constantFrom('^a', 'b', '^$'),
        maxItems: count,
        uniqueItems: fc.boolean(),
        minProperties: count,
        required: fc.uniqueArray(names, { maxLength: 2 }),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
    fc.record(
      {
        properties: fc.dictionary(names, tie('schema'), { maxKeys: 2, noNullPrototype: true }),
        patternProperties: fc.dictionary(fc.constantFrom('^x-', 'a|b'), tie('schema'), { maxKeys: 2, noNullPrototype: true }),
        additionalProperties: tie('schema'),
        propertyNames: tie('schema'),
        prefixItems: tie('some'),
        items: tie('schema'),
        contains: tie('schema'),
        unevaluatedProperties: tie('schema'),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
    fc.record(
      {
        allOf: tie('some'),
        anyOf: tie('some'),
        oneOf: tie('some'),
        not: tie('schema'),
        ...Object.fromEntries(['if', 'then', 'else'].map((keyword) => [keyword, tie('schema')])),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
  ) as fc.Arbitrary<Json>,
}));

it('agrees with another implementation on what is valid', () => {
  fc.assert(
    fc.property(schema, value, (someSchema, someValue) => {
      const oracle = new Validator(structuredClone(someSchema) as Schema | boolean, '2020-12', false);

      expect(validateValue(someSchema, someValue).length === 0).toBe(oracle.validate(someValue).valid);
    }),
    { numRuns: 1000 },
  );
});
