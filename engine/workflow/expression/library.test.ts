import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { evaluateExpression } from './evaluate.ts';
import { expressionFunctions } from './library.ts';

function run(source: string, scope: { [name: string]: Json } = {}): Json | string {
  const result = evaluateExpression(source, scope);
  return result.ok ? result.value : `! ${result.failure.message}`;
}

describe('expressionFunctions', () => {
  it.each(expressionFunctions.map((entry) => [entry.name, entry] as const))('%s gives what its example says', (name, entry) => {
    expect(entry.example).toContain(name.split('.').at(-1));
    expect(run(entry.example)).toEqual(entry.result);
  });

  it('has no name twice and documents each', () => {
    const names = expressionFunctions.map((entry) => entry.name);
    expect(new Set(names).size).toBe(names.length);
    for (const entry of expressionFunctions) expect(entry.description).toMatch(/\S{2,}.*\S/);
  });

  it('takes the receiver as the first argument', () => {
    expect(run('[upper("a"), "a".upper(), join(["a"], ","), ["a"].join(",")]')).toEqual(['A', 'A', 'a', 'a']);
  });
});

describe('functions for texts', () => {
  it.each<[string, Json]>([
    ['size("grün😀")', 5],
    ['"a,b,,c".split(",")', ['a', 'b', '', 'c']],
    ['"a,b,c".split(",", 2)', ['a', 'b,c']],
    ['"a,b,c".split(",", 0)', []],
    ['"abc".substring(1)', 'bc'],
    ['"abc".substring(2, 1)', ''],
    ['"abc".substring(-5, 99)', 'abc'],
    ['"aXbXc".replace("X", "$&", 1)', 'a$&bXc'],
    ['[1, null, "a", [2]].join("-")', '1--a-[2]'],
    ['"abc".slice(-2)', 'bc'],
    ['"one\\r\\ntwo".lines()', ['one', 'two']],
    ['"".capitalize()', ''],
    ['"Ä".lowerAscii() + "Ä".lower()', 'Ää'],
    ['"abc".indexOf("z")', -1],
    ['[1, {"a": 2}].indexOf({"a": 2.0})', 1],
    ['toText({"b": [1, "x"]}) + toText(null) + toText("x")', '{"b":[1,"x"]}x'],
    ['formatNumber(1 / 3, 3)', '0.333'],
  ])('%s gives %j', (source, expected) => {
    expect(run(source)).toEqual(expected);
  });

  it.each([
    ['upper(1)', 'upper: argument 1 must be a text, not a number'],
    ['"a".repeat(-1)', 'must not be negative'],
    ['"a".replace("", "b")', 'must not be empty'],
    ['toNumber("1x")', 'the text is not a number'],
    ['toNumber("")', 'the text is not a number'],
    ['toNumber("Infinity")', 'the text is not a number'],
    ['toNumber("0x10")', 'the text is not a number'],
    ['toNumber([])', 'a list cannot be turned into a number'],
    ['bool("maybe")', 'neither "true" nor "false"'],
    ['parseJson("{")', 'not valid JSON'],
    ['"a".substring(0.5)', 'must be a whole number'],
  ])('%s fails in plain words', (source, expected) => {
    expect(run(source)).toContain(expected);
  });

  it('does not repeat values in failures, because they may be secrets', () => {
    expect(run('toNumber(secret)', { secret: 'hunter2' })).not.toContain('hunter2');
    expect(run('parseJson(secret)', { secret: 'hunter2' })).not.toContain('hunter2');
    expect(run('addDuration(secret, "1d")', { secret: 'hunter2' })).not.toContain('hunter2');
    expect(run('secret.name', { secret: 'hunter2' })).not.toContain('hunter2');
  });
});

describe('functions for lists, maps and numbers', () => {
  it.each<[string, Json]>([
    ['[2, null, 1].sort()', [1, 2, null]],
    ['["b", "B", "a"].sort()', ['B', 'a', 'b']],
    ['[{"n": 2, "t": "x"}, {"n": 1}, {"n": 2, "t": "y"}].sortBy(x, x.n).map(x, default(x.t, "-"))', ['-', 'x', 'y']],
    ['[{"a": 1, "b": 2}, {"b": 2.0, "a": 1}, 1, "1", true, null, null].unique()', [{ a: 1, b: 2 }, 1, '1', true, null]],
    ['[1, [2, [3, [4]]]].flatten(2)', [1, 2, 3, [4]]],
    ['range(2, 5)', [2, 3, 4]],
    ['range(-1)', []],
    ['[].first()', null],
    ['[].sum()', 0],
    ['sum(1, 2)', 3],
    ['[0.1, 0.2].sum() > 0.3', true],
    ['round(1.005, 2)', 1.01],
    ['round(-2.5)', -3],
    ['round(-0.4)', 0],
    ['round(1234.5, -2)', 1200],
    ['round(1e21, 2)', 1e21],
    ['round(5e-324, 2)', 0],
    ['floor(-0.5)', -1],
    ['ceil(-0.5)', 0],
    ['merge({}, {"a": {"x": 1}}, {"a": {"y": 2}})', { a: { y: 2 } }],
    ['get({"a": [{"b": 1}]}, "a.0.b")', 1],
    ['get({"a": 1}, "a.b.c")', null],
    ['[1, 2, 3, 4].chunk(3)', [[1, 2, 3], [4]]],
    ['fromEntries(entries({"a": 1, "b": null}))', { a: 1, b: null }],
    ['{"b": 1, "a": 2}.map(k, k)', ['b', 'a']],
    ['[1, 2, 3].exists_one(x, x > 2)', true],
    ['[1, 2, 3].find(x, x > 5)', null],
  ])('%s gives %j', (source, expected) => {
    expect(run(source)).toEqual(expected);
  });

  it.each([
    ['[1, "a"].sort()', 'have no order'],
    ['[].avg()', 'the list is empty'],
    ['max([])', 'the list is empty'],
    ['sum(["1"])', 'every value must be a number'],
    ['range(1000001)', 'at most 1000000 numbers'],
    ['[1].chunk(0)', 'at least 1'],
    ['keys([1])', 'must be a map, not a list'],
    ['fromEntries([1])', 'every entry must be'],
    ['round(1, 99)', 'must be from -15 to 15'],
  ])('%s fails in plain words', (source, expected) => {
    expect(run(source)).toContain(expected);
  });

  it('rounds like decimal arithmetic', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.integer({ min: 0, max: 4 }), (n, decimals) => {
        const x = n / 10 ** decimals;
        expect(run('round(x, d)', { x, d: decimals })).toBe(x + 0);
      }),
    );
  });
});

describe('patterns', () => {
  it.each<[string, Json]>([
    ['re("abc", "^a.c$")', true],
    ['re("abc", "^b")', false],
    ['reFind("k=v", "(\\\\w)=(\\\\w)")', 'k'],
    ['reFind("abc", "x")', null],
    ['reReplace("a1b2", "[0-9]", "")', 'ab'],
    ['reReplace("abc", "x*", "-")', '-a-b-c-'],
    ['reReplace("a", "(a)(b)?", "<$1$2$$>")', '<a$>'],
    ['reFindAll("abc", "x?").size() > 0', true],
    ['reFindAll("2026-11-05", "[0-9]+")', ['2026', '11', '05']],
  ])('%s gives %j', (source, expected) => {
    expect(run(source)).toEqual(expected);
  });

  it.each([
    ['re("a", "(")', 'the pattern is not valid: missing closing )'],
    ['re("a", "(a)\\\\1")', 'invalid escape sequence'],
    ['re("a", "(?=a)")', 'the pattern is not valid'],
    ['reReplace("a", "a", "$1")', 'the pattern has no group 1'],
    ['re("a", "x".repeat(1001))', 'longer than 1000 characters'],
  ])('%s fails in plain words', (source, expected) => {
    expect(run(source)).toContain(expected);
  });

  it('is not slowed down by patterns that backtracking engines choke on', () => {
    expect(run('re(text, "(a+)+$")', { text: `${'a'.repeat(10_000)}!` })).toBe(false);
  });
});

describe('dates', () => {
  it.each<[string, Json]>([
    ['formatDate("2026-03-05T04:05:06.789Z", "yyyy-MM-dd HH:mm:ss.SSS")', '2026-03-05 04:05:06.789'],
    ['formatDate("2026-03-05", "EEE, d MMM yy")', 'Thu, 5 Mar 26'],
    ['formatDate("2026-03-05T16:05:00+02:00", "h:mm a")', '2:05 PM'],
    ['formatDate("2026-03-05T00:00:00Z", "yyyy-MM-dd\'T\'HH:mmXXX", "America/New_York")', '2026-03-04T19:00-05:00'],
    ['formatDate("2026-03-29T01:00:00Z", "HH:mm", "Europe/Berlin")', '03:00'],
    ['formatDate(0, "yyyy")', '1970'],
    ['formatDate("2026-03-05T00:04:06Z", "MMMM M EEEE DDD dd d HH H hh h m s a\'\'")', "March 3 Thursday 064 05 5 00 0 12 12 4 6 AM'"],
    ['formatDate("2026-03-05T10:00:00", "HH XXX")', '10 Z'],
    ['addDuration("2026-02-28T23:00:00Z", "1h30m")', '2026-03-01T00:30:00.000Z'],
    ['addDuration("2026-01-01", "PT5M")', '2026-01-01T00:05:00.000Z'],
    ['addMonths("2024-02-29", 12)', '2025-02-28T00:00:00.000Z'],
    ['addMonths("2026-01-31", -2)', '2025-11-30T00:00:00.000Z'],
    [
      'dateParts("2026-12-31T23:00:00Z", "Europe/Berlin")',
      {
        year: 2027,
        month: 1,
        day: 1,
        hour: 0,
        minute: 0,
        second: 0,
        millisecond: 0,
        weekday: 5,
        dayOfYear: 1,
        offsetMinutes: 60,
      },
    ],
    ['(toEpoch("2026-01-02") - toEpoch("2026-01-01")) / durationMs("1h")', 24],
  ])('%s gives %j', (source, expected) => {
    expect(run(source)).toEqual(expected);
  });

  it.each([
    ['formatDate("yesterday", "yyyy")', 'argument 1 is not an instant'],
    ['formatDate("2026-02-30", "yyyy")', 'argument 1 is not an instant'],
    ['formatDate("2026-01-01T25:00:00Z", "yyyy")', 'argument 1 is not an instant'],
    ['formatDate("2026-01-01", "YYYY")', 'the pattern has "YYYY", which means nothing'],
    ['formatDate("2026-01-01", "yyyy", "Mars/Olympus")', 'there is no time zone "Mars/Olympus"'],
    ['addDuration("2026-01-01", "1 day")', 'argument 2 is not a duration'],
    ['addDuration("9999-12-31", "2d")', 'outside of the years 0 to 9999'],
    ['fromEpoch(1e18)', 'outside of the years'],
  ])('%s fails in plain words', (source, expected) => {
    expect(run(source)).toContain(expected);
  });

  it('reads what it writes', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
        const iso = date.toISOString();
        expect(run('fromEpoch(toEpoch(iso))', { iso })).toBe(iso);
        expect(run('formatDate(iso, "yyyy-MM-dd\'T\'HH:mm:ss.SSSXXX")', { iso })).toBe(iso);
      }),
    );
  });
});

describe('encodings', () => {
  it('reverses Base64, URLs and JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(run('fromBase64(base64(text))', { text })).toBe(text);
        expect(run('urlDecode(urlEncode(text))', { text })).toBe(text);
        expect(run('parseJson(json(text))', { text })).toBe(text);
        expect(run('base64(text)', { text })).toBe(Buffer.from(text, 'utf8').toString('base64'));
      }),
    );
  });

  it.each([
    ['fromBase64("a")', 'not Base64'],
    ['fromBase64("*")', 'not Base64'],
    ['fromBase64("/w==")', 'not a text in UTF-8'],
    ['urlDecode("%zz")', 'not valid URL encoding'],
    ['urlEncode("\\U0001F600".substring(0, 1))', 'half of a character pair'],
  ])('%s fails in plain words', (source, expected) => {
    expect(run(source)).toContain(expected);
  });

  it('reads the URL alphabet and text without padding', () => {
    expect(run('[fromBase64("w7_Dvw"), fromBase64("w7/Dvw==")]')).toEqual(['ÿÿ', 'ÿÿ']);
  });
});
