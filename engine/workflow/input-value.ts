// Whether a value is one that an input allows.
import { RE2JS } from 're2js';
import { parseDuration } from './duration.ts';
import { RecentCache } from './expression/cache.ts';
import { isJsonObject } from './json.ts';
import { err, ok, type Result } from './result.ts';
import type { Input } from './schema.ts';

/** What is wrong with a value, as the end of a sentence ("must be a whole number, but is text"); null when it fits. */
export function inputMismatch(input: Input, value: unknown): string | null {
  return typeMismatch(input, value) ?? enumMismatch(input, value) ?? boundMismatch(input, value) ?? textMismatch(input, value);
}

const typeNames = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
} as const;

function typeMismatch({ type }: Input, value: unknown): string | null {
  const fits = {
    string: typeof value === 'string',
    integer: Number.isSafeInteger(value),
    number: Number.isFinite(value),
    boolean: typeof value === 'boolean',
    array: Array.isArray(value),
    object: isJsonObject(value),
  }[type];
  return fits ? null : `must be ${typeNames[type]}, but is ${nameOfType(value)}`;
}

/** A value in the words of a person: `a list`, `the number 1.5`. */
export function nameOfType(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? `the number ${value}` : String(value);
}

function enumMismatch(input: Input, value: unknown): string | null {
  if (!input.enum) return null;
  const text = JSON.stringify(value);
  if (input.enum.some((each) => typeof each === typeof value && JSON.stringify(each) === text)) return null;
  const allowed = input.enum.slice(0, 13).map((each) => JSON.stringify(each));
  const shown = allowed.length > 12 ? [...allowed.slice(0, 12), '…'] : allowed;
  return `must be one of ${shown.join(', ')}`;
}

function boundMismatch(input: Input, value: unknown): string | null {
  if (typeof value === 'number') return outside(value, input.minimum, input.maximum, '', 'be');
  if (typeof value === 'string') return outside(characters(value), input.minLength, input.maxLength, ' characters', 'have');
  return Array.isArray(value) ? outside(value.length, input.minItems, input.maxItems, ' items', 'have') : null;
}

function outside(size: number, least: number | undefined, most: number | undefined, unit: string, verb: string): string | null {
  if (least !== undefined && size < least) return `must ${verb} at least ${least}${unit}, not ${size}`;
  if (most !== undefined && size > most) return `must ${verb} at most ${most}${unit}, not ${size}`;
  return null;
}

/** As people count them, and as JSON Schema does: code points. */
function characters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function textMismatch({ format, pattern }: Input, value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (format && !formats[format].fits(value)) return `must be ${formats[format].name}`;
  const matches = pattern === undefined ? null : compilePattern(pattern);
  return matches?.ok && !matches.value(value) ? `must match the pattern ${pattern}` : null;
}

/** A regular expression in RE2 syntax, linear in the text; the failure says what is wrong with it. Matches anywhere in the text. */
export function compilePattern(pattern: string): Result<(text: string) => boolean, string> {
  return patterns.get(pattern, readPattern);
}

/** Few, because one may take megabytes. */
const patterns = new RecentCache<Result<(text: string) => boolean, string>>(10_000);

function readPattern(pattern: string): Result<(text: string) => boolean, string> {
  try {
    const compiled = RE2JS.compile(pattern);
    return ok((text) => compiled.matcher(text).find());
  } catch (thrown) {
    return err(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

const formats: { readonly [F in NonNullable<Input['format']>]: { readonly name: string; readonly fits: (text: string) => boolean } } = {
  date: { name: 'a date such as 2026-03-31', fits: isDate },
  time: { name: 'a time such as 14:30 or 14:30:00', fits: isTime },
  'date-time': { name: 'an instant such as 2026-03-31T14:30:00Z', fits: isInstant },
  email: {
    name: 'an e-mail address',
    fits: (text) => text.length <= 254 && /^[^\s@<>",;]{1,64}@[^\s@<>",;.]+(?:\.[^\s@<>",;.]+)*$/.test(text),
  },
  uri: { name: 'an address with its scheme, such as https://example.test/', fits: (text) => /^[A-Za-z][A-Za-z0-9+.-]*:[^\s]+$/.test(text) },
  uuid: { name: 'a UUID', fits: (text) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text) },
  duration: { name: 'a duration such as "30s", "5m" or "PT5M"', fits: (text) => parseDuration(text) !== null },
  multiline: { name: 'text', fits: () => true },
  path: { name: 'a path', fits: (text) => text !== '' && !text.includes('\0') },
};

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.map(Number) ?? [];
  return year !== undefined && month !== undefined && day !== undefined && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

function isTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?$/.test(text);
}

/** RFC 3339: the offset from UTC is part of it. */
function isInstant(text: string): boolean {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text) ?? [];
  return date !== undefined && time !== undefined && isDate(date) && isTime(time);
}
