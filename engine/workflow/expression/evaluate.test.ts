import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { evaluateCondition, evaluateExpression, evaluateValue, type Scope } from './evaluate.ts';

const scope: Scope = {
  inputs: { limit: 5, name: 'Ada', half: 0.5 },
  items: [1, 2, 3],
  index: 1,
  tasks: {
    fetch: { status: 'succeeded', output: { status: 200, body: { id: 7, tags: ['a', 'b'] }, count: 3 } },
    skipped: { status: 'skipped', output: null },
  },
};

function value(source: string, more: Scope = {}): Json {
  const result = evaluateExpression(source, { ...scope, ...more });
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

function message(source: string, more: Scope = {}): string {
  const result = evaluateExpression(source, { ...scope, ...more });
  return result.ok ? `gave ${JSON.stringify(result.value)}` : result.failure.message;
}

describe('numbers', () => {
  it.each<[string, Json]>([
    ['inputs.limit + 1', 6],
    ['1 + inputs.half', 1.5],
    ['size(items) > inputs.limit', false],
    ['size(items) == 3.0', true],
    ['tasks.fetch.output.count == 3', true],
    ['tasks.fetch.output.count * 2 - 1', 5],
    ['items[index]', 2],
    ['items[0]', 1],
    ['items[index + 1.0]', 3],
    ['7 % 4', 3],
    ['7.5 % 2', 1.5],
    ['inputs.limit % 2 == 1', true],
    ['7 / 2', 3.5],
    ['int(7 / 2)', 3],
    ['-inputs.limit', -5],
    ['-0', 0],
    ['0 * -1', 0],
    ['0x10', 16],
    ['5u', 5],
    ['1e3', 1000],
    ['3 in [1, 2, 3.0]', true],
    ['{1: "one", 2.0: "two"}[inputs.limit - 3]', 'two'],
    ['{"1": "one"}[1]', 'one'],
    ['{true: 1}', { true: 1 }],
    ['1 == 1.0 && 1 != "1" && null != 0', true],
    ['1e300 * 2', 2e300],
  ])('%s gives %j', (source, expected) => {
    expect(value(source)).toEqual(expected);
    expect(Object.is(value(source), -0)).toBe(false);
  });

  it.each([
    ['1 / 0', '`/` divides by zero'],
    ['1 % 0', 'divides by zero'],
    ['1e308 * 10', 'too large for a number'],
    ['9007199254740991 + 1', 'beyond the whole numbers'],
    ['9007199254740993', 'beyond the whole numbers'],
    ['items[0.5]', 'the index 0.5 of `items` is not a whole number'],
    ['items[3]', '`items` has no item 3; it has 3 items, counted from 0'],
    ['items[-1]', 'has no item -1'],
    ['"a" + 1', '`+` cannot add a text and a number; use toText(…)'],
    ['"a" * 2', '`*` cannot multiply a text and a number'],
    ['"a" < 1', '`<` cannot compare a text with a number'],
    ['null < 1', 'cannot compare null with a number'],
    ['{} + {}', 'use merge(a, b)'],
    ['-"a"', '`-` cannot negate a text'],
  ])('%s fails in plain words', (source, expected) => {
    expect(message(source)).toContain(expected);
  });
});

describe('fields', () => {
  it.each([
    ['tasks.fetch.output.boby', '`tasks.fetch.output` has no field `boby`; did you mean `body`?'],
    ['tasks.fetch.output.missing', '`tasks.fetch.output` has no field `missing`; it has status, body, count'],
    ['tasks.skipped.output.body', '`tasks.skipped.output` is null'],
    ['items.name', '`items` is a list, so it has no field `name`'],
    ['inputs.name.first', '`inputs.name` is a text, so it has no field `first`'],
    ['missing', '`missing` does not exist here'],
  ])('%s says what is missing where', (source, expected) => {
    expect(message(source)).toContain(expected);
  });

  it('names the expression and where in it the failure is', () => {
    const result = evaluateExpression('1 + inputs.boby', scope);
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: 'user', code: 'expression_failed', details: { source: '1 + inputs.boby', start: 11, end: 15 } },
    });
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype', 'length', 'valueOf'])(
    'never reaches the inherited property %s',
    (name) => {
      expect(message(name)).toMatch(/does not exist here|is a reserved word/);
      expect(message(`x.${name}`, { x: {} })).toContain('has no field');
      expect(message(`x["${name}"]`, { x: {} })).toContain('has no field');
      expect(message(`x.${name}`, { x: [] })).toContain('has no field');
      expect(message(`x.${name}`, { x: 'text' })).toContain('has no field');
      expect(value(`"${name}" in x`, { x: {} })).toBe(false);
      expect(value(`has(x.${name})`, { x: {} })).toBe(false);
      expect(value(`default(x.${name}, 1)`, { x: {} })).toBe(1);
      expect(value(`x.?${name}.orValue(1)`, { x: {} })).toBe(1);
      expect(value(`get(x, "${name}")`, { x: {} })).toBe(null);
      expect(message(`x.${name}()`, { x: {} })).toContain('does not exist');
    },
  );

  it('reads own fields whatever their name', () => {
    expect(value('race.constructor', { race: { constructor: 'Lotus' } })).toBe('Lotus');
    expect(value('race.map(k, k)', { race: { constructor: 'Lotus' } })).toEqual(['constructor']);
  });

  it.each(['{"__proto__": 1}', 'fromEntries([["__proto__", {}]])', '[1].groupBy(x, "__proto__")', 'parseJson("{\\"__proto__\\": 1}")'])(
    'refuses to make a map with %s',
    (source) => {
      expect(message(source)).toContain('the key "__proto__"');
    },
  );
});

describe('values that may be missing', () => {
  it.each<[string, Json]>([
    ['has(inputs.name)', true],
    ['has(inputs.nope)', false],
    ['has(inputs.nope.deeper)', false],
    ['has(tasks.skipped.output.body)', false],
    ['default(inputs.nope.deeper, "x")', 'x'],
    ['default(tasks.skipped.output, "x")', 'x'],
    ['default(tasks.skipped.output.body.id, 0)', 0],
    ['default(inputs.name, "x")', 'Ada'],
    ['default(items[9], 0)', 0],
    ['default(size(inputs.nope.list), 0)', 0],
    ['inputs.nope.default(1)', 1],
    ['inputs.?nope', null],
    ['inputs.?name', 'Ada'],
    ['inputs.?nope.deeper.orValue(1)', 1],
    ['tasks.skipped.output.?body.orValue("none")', 'none'],
    ['inputs.?nope.or(inputs.?name).value()', 'Ada'],
    ['items[?9].hasValue()', false],
    ['items[?0].hasValue()', true],
    ['[inputs.?nope, inputs.?name]', [null, 'Ada']],
    ['optional.of(1).orValue(2)', 1],
    ['optional.none().orValue(2)', 2],
  ])('%s gives %j', (source, expected) => {
    expect(value(source)).toEqual(expected);
  });

  it('answers nothing but what is missing', () => {
    expect(message('default(1 + "a", 0)')).toContain('cannot add');
    expect(message('default(unknown, 0)')).toContain('`unknown` does not exist here');
  });

  it('says that orValue needs an optional', () => {
    expect(message('inputs.name.orValue(1)')).toContain('an optional value is needed here');
  });
});

describe('logic', () => {
  it.each<[string, Json]>([
    ['true || inputs.nope', true],
    ['inputs.nope || true', true],
    ['false && inputs.nope', false],
    ['inputs.nope == 1 && false', false],
    ['[1, 2].exists(x, x == 2 || x.nope)', true],
    ['[1, 2].all(x, x == 2 && x.nope)', false],
    ['[].all(x, x)', true],
    ['inputs.limit > 3 ? "many" : 0', 'many'],
    ['!(1 in items)', false],
    ['"name" in inputs', true],
  ])('%s gives %j', (source, expected) => {
    expect(value(source)).toEqual(expected);
  });

  it.each([
    ['inputs.nope || false', 'has no field `nope`'],
    ['inputs.limit || true', null],
    ['inputs.limit || false', 'each side of `||` must be true or false, not a number'],
    ['1 ? 2 : 3', 'the condition before `?` must be true or false, not a number'],
    ['!1', 'what `!` negates must be true or false'],
    ['[1].filter(x, x)', 'the condition of filter must be true or false, not a number'],
    ['"a" in "abc"', 'use text.contains(part)'],
    ['(5).map(x, x)', 'map needs a list, not a number'],
  ])('%s tells what must be true or false', (source, expected) => {
    if (expected === null) expect(value(source)).toBe(true);
    else expect(message(source)).toContain(expected);
  });
});

describe('variables of forms', () => {
  it.each<[string, Json]>([
    [
      'items.map(x, items.map(y, x * y))',
      [
        [1, 2, 3],
        [2, 4, 6],
        [3, 6, 9],
      ],
    ],
    ['items.map(x, items.filter(x, x > 1).size() + x)', [3, 4, 5]],
    ['items.map(inputs, inputs + 1)', [2, 3, 4]],
    ['items.map(x, items.map(y, y)[0] + x)', [2, 3, 4]],
    ['cel.bind(x, 2, [x, cel.bind(x, 3, x), x])', [2, 3, 2]],
    ['inputs.map(k, k)', ['limit', 'name', 'half']],
    ['[[1, 2], [3]].map(xs, xs.sortBy(x, -x))', [[2, 1], [3]]],
  ])('%s gives %j', (source, expected) => {
    expect(value(source)).toEqual(expected);
  });

  it('lists and maps may mix kinds', () => {
    expect(value('[1, "a", null, {"b": [true]}]')).toEqual([1, 'a', null, { b: [true] }]);
  });
});

describe('sources that are refused', () => {
  it.each([
    ['"a".matches("b")', 'Use re(text, pattern)'],
    ['timestamp("2026-01-01T00:00:00Z")', 'Instants are texts'],
    ['duration("1h")', 'Durations are texts'],
    ['b"abc"', 'Bytes cannot be used here'],
    ['siez(items)', 'Did you mean `size`?'],
    ['size()', 'takes 1 argument, not 0'],
    ['has(1)', 'needs a field, as in has(item.name)'],
    ['has(inputs)', 'needs a field'],
    ['round(1, 2, 3)', 'takes 1 to 2 arguments, not 3'],
    ['items.map(1, 2)', 'must be the name of a variable'],
    ['', 'The expression is empty'],
    ['1 +', 'the end of the expression'],
    ['a = 1', 'Use `==` to compare'],
    ['"abc', 'is not closed'],
    ['(1', 'Expected `)` but found the end of the expression'],
    ['a b', 'Did not expect `b` here'],
  ])('%s is refused in plain words', (source, expected) => {
    expect(message(source)).toContain(expected);
  });
});

describe('evaluateValue', () => {
  it('keeps the type of a whole expression and puts others into the text', () => {
    const template = {
      list: '{{ items }}',
      text: 'Hi {{ inputs.name }}, {{ items }}{{ null }}!',
      same: 'no braces',
      n: 1,
      deep: [{ x: ' {{ 1 }} ' }],
    };
    expect(evaluateValue(template, scope)).toEqual({
      ok: true,
      value: { list: [1, 2, 3], text: 'Hi Ada, [1,2,3]!', same: 'no braces', n: 1, deep: [{ x: 1 }] },
    });
  });

  it('writes two braces by an expression', () => {
    expect(evaluateValue('{{ "{{" }} x {{ "}}" }}', scope)).toEqual({ ok: true, value: '{{ x }}' });
  });

  it('says where a text is wrong', () => {
    expect(evaluateValue({ a: ['{{ 1'] }, scope)).toMatchObject({ ok: false, failure: { code: 'expression_failed', kind: 'user' } });
  });

  it('gives any value of the scope back unchanged', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (json) => {
        const x = JSON.parse(JSON.stringify(json)) as Json;
        fc.pre(!JSON.stringify(x).includes('__proto__'));
        expect(evaluateValue(' {{ x }} ', { x })).toEqual({ ok: true, value: x });
        expect(evaluateValue({ a: ['{{ box.x }}'] }, { box: { x } })).toEqual({ ok: true, value: { a: [x] } });
      }),
    );
  });

  it('leaves values without expressions alone', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const text = JSON.stringify(json);
        fc.pre(!text.includes('{{') && !text.includes('__proto__'));
        expect(evaluateValue(JSON.parse(text) as Json, {})).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  it('agrees with JSON about text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const x = JSON.parse(JSON.stringify(json)) as Json;
        const expected = typeof x === 'string' ? x : x === null ? '' : JSON.stringify(x);
        expect(evaluateValue('<{{ x }}>', { x })).toEqual({ ok: true, value: `<${expected}>` });
      }),
    );
  });

  it('adds and compares as JavaScript does for safe integers', () => {
    const small = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(small, small, (a, b) => {
        expect(value('[a + b, a - b, a * b, a < b, a == b, a >= b]', { a, b })).toEqual([
          a + b,
          a - b + 0,
          a * b + 0,
          a < b,
          a === b,
          a >= b,
        ]);
      }),
    );
  });
});

describe('evaluateCondition', () => {
  it.each<[string | boolean, boolean]>([
    [true, true],
    [false, false],
    ['inputs.limit > 3', true],
    ['{{ inputs.limit > 30 }}', false],
    ['  {{ has(inputs.name) }}  ', true],
  ])('%j gives %j', (source, expected) => {
    expect(evaluateCondition(source, scope)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['inputs.limit', 'must give true or false, but gives a number'],
    ['{{ inputs.name }}', 'but gives a text'],
    ['{{ true }} {{ false }}', 'but gives a text'],
    ['inputs.nope', 'has no field'],
  ])('%s is refused', (source, expected) => {
    const result = evaluateCondition(source, scope);
    expect(result.ok ? '' : result.failure.message).toContain(expected);
  });
});
