// Instants as text: ISO 8601 in, `2026-11-05T08:00:00.000Z` out. What has no offset is UTC, so that no machine's time zone matters.
import type { Json } from '../../json.ts';
import { RecentCache } from '../cache.ts';
import { describeKind } from '../value.ts';
import { fail, valueAt } from './definition.ts';

const pattern = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|z|[+-]\d\d(?::?\d\d)?)?)?$/;
const earliest = Date.UTC(0, 0, 1) - 1_900 * 366 * 86_400_000;
const latest = 253_402_300_799_999;

/** Milliseconds since the epoch, from an ISO text or from such a number. */
export function instantAt(args: readonly Json[], index: number): number {
  const value = valueAt(args, index);
  if (typeof value === 'number') return inRange(Math.trunc(value));
  if (typeof value !== 'string') return fail(`argument ${index + 1} must be an instant as text, not ${describeKind(value)}`);
  return parseInstant(value) ?? fail(`argument ${index + 1} is not an instant such as "2026-11-05T08:00:00Z"`);
}

function parseInstant(text: string): number | null {
  const match = pattern.exec(text.trim());
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  const isValid = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month) && hour < 24 && minute < 60 && second < 60;
  return isValid ? utc(year, month, day, hour, minute, second, milliseconds) - offsetOf(match[8]) : null;
}

function offsetOf(text: string | undefined): number {
  if (text === undefined || text.toUpperCase() === 'Z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(3).replace(':', ''))];
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** Like Date.UTC, which takes the years 0 to 99 for 1900 to 1999. */
function utc(year: number, month: number, day: number, hour: number, minute: number, second: number, milliseconds: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, milliseconds);
  return date.getTime();
}

export function daysOf(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
}

function inRange(ms: number): number {
  return ms >= earliest && ms <= latest ? ms : fail('the instant is outside of the years 0 to 9999');
}

export function toIso(ms: number): string {
  return new Date(inRange(ms)).toISOString();
}

/** The calendar fields of an instant; weekday counts from 1 (Monday) to 7 (Sunday). */
export type DateParts = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly weekday: number;
  readonly dayOfYear: number;
  readonly offsetMinutes: number;
};

/** In a time zone by its IANA name; null: UTC. */
export function partsOf(ms: number, zone: string | null): DateParts {
  const offset = zone === null ? 0 : zoneOffset(ms, zone);
  const local = new Date(ms + offset);
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate()];
  return {
    year,
    month,
    day,
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
    weekday: local.getUTCDay() || 7,
    dayOfYear: Math.round((utc(year, month, day, 0, 0, 0, 0) - utc(year, 1, 1, 0, 0, 0, 0)) / 86_400_000) + 1,
    offsetMinutes: Math.round(offset / 60_000),
  };
}

const zones = new RecentCache<Intl.DateTimeFormat | 'unknown'>(2_000);

function zoneOffset(ms: number, zone: string): number {
  const format = zones.get(zone, zoneFormat);
  if (format === 'unknown') return fail(`there is no time zone "${zone.slice(0, 64)}"; use an IANA name such as "Europe/Berlin"`);
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  const field = (name: Intl.DateTimeFormatPartTypes) => Number(parts.get(name));
  const year = parts.get('era') === 'BC' ? 1 - field('year') : field('year');
  const local = utc(year, field('month'), field('day'), field('hour'), field('minute'), field('second'), 0);
  return local - Math.floor(ms / 1000) * 1000;
}

function zoneFormat(timeZone: string): Intl.DateTimeFormat | 'unknown' {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (thrown) {
    if (thrown instanceof RangeError) return 'unknown';
    throw thrown;
  }
}
