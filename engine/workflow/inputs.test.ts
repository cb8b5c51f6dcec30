import { describe, expect, it } from 'vitest';
import { userFailure } from './failure.ts';
import { inputMismatch } from './input-value.ts';
import { coerceInputText, type Inputs, inputsSchema, resolveInputs } from './inputs.ts';
import type { Json, JsonObject } from './json.ts';
import { err, ok } from './result.ts';
import type { Input } from './schema.ts';

const resolve = (declared: Inputs, given: JsonObject) => resolveInputs(declared, given, (value) => ok(value));
const messagesOf = (declared: Inputs, given: JsonObject) => {
  const result = resolve(declared, given);
  return result.ok ? [] : result.failure.map((problem) => problem.message);
};

describe('resolveInputs', () => {
  it('takes given values before defaults, and null for what is not required', () => {
    const declared: Inputs = {
      day: { type: 'string' },
      limit: { type: 'integer', default: 100 },
      rows: { type: 'array', required: false },
    };
    expect(resolve(declared, { day: 'x' })).toEqual(ok({ day: 'x', limit: 100, rows: null }));
    expect(resolve(declared, { day: 'x', limit: 5, rows: [1] })).toEqual(ok({ day: 'x', limit: 5, rows: [1] }));
    expect(resolve(declared, { day: 'x', limit: null })).toEqual(ok({ day: 'x', limit: 100, rows: null }));
  });

  it('reports everything at once', () => {
    const declared: Inputs = { day: { type: 'string', title: 'Day' }, limit: { type: 'integer', minimum: 1 } };
    expect(messagesOf(declared, { limit: 0, dya: 'x' })).toEqual([
      'There is no input `dya`. Did you mean `day`?',
      'Input `day` (Day) is missing. Give a value.',
      'Input `limit` must be at least 1, not 0.',
    ]);
  });

  it('evaluates defaults and checks what they give', () => {
    const declared: Inputs = { day: { type: 'string', format: 'date', default: '{{ run.slot.date }}' } };
    const evaluate = (value: Json) => (value === '{{ run.slot.date }}' ? ok('2026-03-31') : err(userFailure('x', 'no')));
    expect(resolveInputs(declared, {}, evaluate)).toEqual(ok({ day: '2026-03-31' }));
    const wrong = resolveInputs(declared, {}, () => ok('tomorrow'));
    expect(wrong.ok ? '' : wrong.failure[0]?.message).toBe('The default of input `day` must be a date such as 2026-03-31.');
    const failed = resolveInputs(declared, {}, () => err(userFailure('expression_failed', '`run.slot` is missing.')));
    expect(failed.ok ? '' : failed.failure[0]).toMatchObject({ code: 'default_failed', path: ['day'] });
  });

  it('takes own properties only', () => {
    expect(messagesOf({ constructor: { type: 'string' } } as Inputs, {})).toEqual(['Input `constructor` is missing. Give a value.']);
    expect(resolve({}, {})).toEqual(ok({}));
  });
});

describe('inputMismatch', () => {
  const fits: [Input, Json][] = [
    [{ type: 'string', format: 'date' }, '2024-02-29'],
    [{ type: 'string', format: 'time' }, '23:59'],
    [{ type: 'string', format: 'date-time' }, '2026-03-31T14:30:00+02:00'],
    [{ type: 'string', format: 'email' }, 'a.b+c@example.test'],
    [{ type: 'string', format: 'uri' }, 'https://example.test/a?b'],
    [{ type: 'string', format: 'uuid' }, '123e4567-e89b-12d3-a456-426614174000'],
    [{ type: 'string', format: 'duration' }, 'PT5M'],
    [{ type: 'string', format: 'path' }, '/tmp/a b'],
    [{ type: 'string', pattern: '^[a-z]+$' }, 'abc'],
    [{ type: 'string', minLength: 1, maxLength: 1 }, '😀'],
    [{ type: 'number', minimum: 0.5 }, 0.5],
    [{ type: 'integer', enum: [1, 2] }, 2],
    [{ type: 'object', enum: [{ a: 1 }] }, { a: 1 }],
    [{ type: 'array', minItems: 0 }, []],
  ];
  it.each(fits)('%j allows %j', (input, value) => {
    expect(inputMismatch(input, value)).toBeNull();
  });

  const misfits: [Input, Json, string][] = [
    [{ type: 'string', format: 'date' }, '2026-02-29', 'a date'],
    [{ type: 'string', format: 'date' }, '2026-13-01', 'a date'],
    [{ type: 'string', format: 'time' }, '24:00', 'a time'],
    [{ type: 'string', format: 'date-time' }, '2026-03-31T14:30:00', 'an instant'],
    [{ type: 'string', format: 'email' }, 'a@b@c', 'e-mail'],
    [{ type: 'string', format: 'uri' }, 'example.test', 'its scheme'],
    [{ type: 'string', format: 'uuid' }, 'x', 'UUID'],
    [{ type: 'string', format: 'duration' }, '5 min', 'a duration'],
    [{ type: 'string', format: 'path' }, 'a\0b', 'a path'],
    [{ type: 'string', pattern: '^[a-z]+$' }, 'a1', 'must match the pattern'],
    [{ type: 'integer' }, 1.5, 'must be a whole number, but is the number 1.5'],
    [{ type: 'number' }, '1', 'must be a number, but is text'],
    [{ type: 'boolean' }, 'true', 'must be true or false'],
    [{ type: 'array', maxItems: 1 }, [1, 2], 'at most 1 items, not 2'],
    [{ type: 'object' }, [], 'must be an object, but is a list'],
    [{ type: 'string', enum: ['a', 'b'] }, 'c', 'must be one of "a", "b"'],
  ];
  it.each(misfits)('%j refuses %j', (input, value, reason) => {
    expect(inputMismatch(input, value)).toContain(reason);
  });

  it('takes linear time for patterns that others take for ever for', () => {
    expect(inputMismatch({ type: 'string', pattern: '^(a+)+$' }, `${'a'.repeat(50_000)}b`)).toContain('must match');
  });
});

describe('coerceInputText', () => {
  it.each<[Input['type'], string, Json]>([
    ['string', '007', '007'],
    ['integer', '-7', -7],
    ['number', '1.5e3', 1500],
    ['boolean', 'false', false],
    ['array', '[1, "a"]', [1, 'a']],
    ['object', '{"a": [1]}', { a: [1] }],
  ])('reads %s from %s', (type, text, value) => {
    expect(coerceInputText({ type }, text)).toEqual(ok(value));
  });

  it.each<[Input['type'], string, string]>([
    ['integer', '1.5', 'must be a whole number, but is "1.5"'],
    ['integer', '', 'must be a whole number'],
    ['number', '0x10', 'must be a number'],
    ['number', '1e999', 'must be a number'],
    ['boolean', 'yes', 'must be true or false, but is "yes"'],
    ['array', 'a,b', 'this text is not JSON'],
    ['object', '[1]', 'but is a list'],
  ])('refuses %s from %j', (type, text, reason) => {
    const result = coerceInputText({ type }, text);
    expect(result.ok ? '' : result.failure).toContain(reason);
  });
});

describe('inputsSchema', () => {
  it('accepts forms as it accepts inputs', () => {
    expect(inputsSchema.safeParse({ reason: { type: 'string', format: 'multiline' } }).success).toBe(true);
    expect(inputsSchema.safeParse({ reason: { type: 'text' } }).success).toBe(false);
  });
});
