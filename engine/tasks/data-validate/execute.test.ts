import { describe, expect, it } from 'vitest';
import type { Json } from '../../workflow/json.ts';
import { createTestContext } from '../testing/context.ts';
import { failureOf, outputOf } from '../testing/run-task.ts';
import { dataValidate } from './execute.ts';

const context = createTestContext();
const fail = (schema: Json, value: Json) => failureOf(dataValidate, { value, schema }, context);

async function errorsOf(schema: Json, value: Json): Promise<string[]> {
  const report = (await outputOf(dataValidate, { value, schema, onInvalid: 'report' }, context)) as unknown as {
    valid: boolean;
    errors: { path: string; keyword: string }[];
  };
  expect(report.valid).toBe(report.errors.length === 0);
  return report.errors.map((error) => `${error.path} ${error.keyword}`);
}

describe('data.validate', () => {
  it('gives the value when it fits', async () => {
    const value = { id: 1, tags: ['a'] };

    expect(await outputOf(dataValidate, { value, schema: { type: 'object', required: ['id'] } }, context)).toEqual(value);
  });

  it('fails with the first errors and their paths', async () => {
    const schema = {
      type: 'object',
      required: ['name'],
      properties: { orders: { type: 'array', items: { properties: { price: { minimum: 0 } } } } },
    };

    const failure = await fail(schema, { orders: [{ price: 1 }, { price: -1 }] });

    expect(failure.code).toBe('invalid_value');
    expect(failure.message).toBe(
      'The value does not fit the schema: the value must have the field "name"; /orders/1/price must be at least 0.',
    );
    expect(failure.details).toMatchObject({
      errors: [
        { path: '', keyword: 'required' },
        { path: '/orders/1/price', keyword: 'minimum' },
      ],
    });
  });

  it.each<[string, Json, Json, Json]>([
    ['type', { type: 'integer' }, 1, 1.5],
    ['several types', { type: ['string', 'null'] }, null, 1],
    ['const', { const: { a: 1, b: [2] } }, { b: [2], a: 1 }, { a: 1 }],
    ['enum', { enum: ['a', 1] }, 1, '1'],
    ['exclusiveMaximum', { exclusiveMaximum: 5 }, 4.9, 5],
    ['multipleOf', { multipleOf: 0.01 }, 19.99, 19.995],
    ['maxLength in characters', { maxLength: 2 }, '😀😀', 'abc'],
    ['pattern', { pattern: '^\\d+$' }, '12', '1a'],
    ['pattern with JavaScript escapes', { pattern: '^\\u00e4\\/$' }, 'ä/', 'a'],
    ['format', { format: 'date-time' }, '2026-01-31T10:00:00Z', '2026-02-31T10:00:00Z'],
    [
      'uniqueItems',
      { uniqueItems: true },
      [1, '1', { a: 1 }],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
    [
      'additionalProperties',
      { properties: { a: true }, patternProperties: { '^x-': true }, additionalProperties: false },
      { a: 1, 'x-b': 2 },
      { c: 1 },
    ],
    ['patternProperties', { patternProperties: { '^n': { type: 'number' } } }, { n1: 1, s: '' }, { n1: '' }],
    ['propertyNames', { propertyNames: { maxLength: 2 } }, { ab: 1 }, { abc: 1 }],
    ['dependentRequired', { dependentRequired: { a: ['b'] } }, { a: 1, b: 1 }, { a: 1 }],
    ['dependentSchemas', { dependentSchemas: { a: { required: ['b'] } } }, { c: 1 }, { a: 1 }],
    ['prefixItems and items', { prefixItems: [{ type: 'string' }], items: { type: 'number' } }, ['a', 1], ['a', 'b']],
    ['contains', { contains: { type: 'number' }, maxContains: 1 }, ['a', 1], [1, 2]],
    ['anyOf', { anyOf: [{ type: 'number' }, { minLength: 2 }] }, 'ab', 'a'],
    ['oneOf', { oneOf: [{ minimum: 1 }, { maximum: 1 }] }, 2, 1],
    ['not', { not: { type: 'null' } }, 1, null],
    ['if', JSON.parse('{"if":{"required":["a"]},"then":{"required":["b"]},"else":{"required":["c"]}}'), { c: 1 }, { a: 1 }],
    ['$ref', { $ref: '#/$defs/a~1b', $defs: { 'a/b': { type: 'string' } } }, 'x', 1],
    ['$anchor', { $ref: '#here', $defs: { x: { $anchor: 'here', type: 'string' } } }, 'x', 1],
    ['$id', { $id: 'https://example.test/a', $ref: 'b', $defs: { x: { $id: 'b', type: 'string' } } }, 'x', 1],
    [
      'recursion',
      { properties: { next: { $ref: '#' }, n: { type: 'number' } } },
      { next: { next: { n: 1 } } },
      { next: { next: { n: '' } } },
    ],
    [
      'unevaluatedProperties',
      { allOf: [{ properties: { a: true } }], anyOf: [{ required: ['b'], properties: { b: true } }, true], unevaluatedProperties: false },
      { a: 1, b: 1 },
      { a: 1, c: 1 },
    ],
    ['unevaluatedItems', { prefixItems: [true], unevaluatedItems: false }, [1], [1, 2]],
    ['false', { properties: { a: false } }, {}, { a: 1 }],
    ['own names only', { required: ['constructor'] }, { constructor: 1 }, {}],
  ])('checks %s', async (_, schema, valid, invalid) => {
    expect(await errorsOf(schema, valid)).toEqual([]);
    expect(await errorsOf(schema, invalid)).not.toEqual([]);
  });

  it('leaves unknown formats and keywords as remarks', async () => {
    expect(await errorsOf({ format: 'constructor', title: 'x', 'x-own': 1 }, 'any')).toEqual([]);
    expect(await errorsOf({ format: '__proto__' }, 'any')).toEqual([]);
  });

  it('answers at once where a backtracking pattern would hang', async () => {
    const evil = `${'a'.repeat(50_000)}!`;

    expect(await errorsOf({ pattern: '^(a+)+$' }, evil)).toEqual([' pattern']);
    expect(await errorsOf({ patternProperties: { '^(a|aa)+$': false }, additionalProperties: true }, { [evil]: 1 })).toEqual([]);
    expect(await errorsOf({ format: 'email' }, `${evil}@${evil}`)).toEqual([' format']);
  });

  it.each<[string, Json, string]>([
    ['a remote reference', { $ref: 'https://example.test/schema.json' }, 'https://example.test/schema.json'],
    ['a missing definition', { $ref: '#/$defs/none' }, '#/$defs/none'],
    ['a reference past own properties', { $ref: '#/constructor' }, '#/constructor'],
    ['a circle', { $ref: '#' }, 'circle'],
    ['lookaround', { pattern: '(?=a)' }, 'RE2'],
    ['a type that is none', { type: 'strnig' }, 'strnig'],
    ['a malformed keyword', { minimum: '1' }, 'minimum'],
    ['a schema that is none', { items: [1] }, 'schema is expected'],
  ])('refuses %s', async (_, schema, part) => {
    const failure = await fail(schema, 'a');

    expect(failure.code).toBe('invalid_schema');
    expect(failure.message).toContain(part);
  });

  it('stops when nested choices would take for ever', async () => {
    const defs = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [`d${n}`, { anyOf: [{ $ref: `#/$defs/d${n + 1}` }, { $ref: `#/$defs/d${n + 1}` }] }]),
    );

    expect((await fail({ $ref: '#/$defs/d0', $defs: { ...defs, d40: false } }, 1)).code).toBe('validation_too_costly');
  });

  it('gives the first 50 errors of many', async () => {
    const value = Array.from({ length: 10_000 }, () => 'x');

    expect(await errorsOf({ items: { type: 'number' } }, value)).toHaveLength(50);
    expect((await fail({ items: { type: 'number' } }, value)).message).toContain('at least 45 more');
  });

  it('refuses schemas and values nested without end', async () => {
    let schema: Json = {};
    let value: Json = 1;
    for (let depth = 0; depth < 1000; depth += 1) {
      schema = { not: schema };
      value = [value];
    }

    expect((await fail(schema, 1)).code).toBe('invalid_schema');
    expect((await fail({ items: { $ref: '#' } }, value)).code).toBe('invalid_schema');
  });

  it('leaves schema and value untouched', async () => {
    const freeze = (part: Json): Json => {
      if (part && typeof part === 'object') Object.values(part).forEach(freeze);
      return Object.freeze(part);
    };
    const schema = freeze({ $ref: '#/$defs/a', $defs: { a: { properties: { x: { default: 1 } } } } });

    expect(await errorsOf(schema, freeze({ x: 2 }))).toEqual([]);
  });
});
