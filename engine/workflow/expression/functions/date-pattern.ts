import { fail } from './definition.ts';
import { type DateParts, partsOf } from './instant.ts';

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const fields: ReadonlyMap<string, (parts: DateParts) => string> = new Map<string, (parts: DateParts) => string>([
  ['yyyy', ({ year }) => pad(year, 4)],
  ['yy', ({ year }) => pad(year % 100, 2)],
  ['MMMM', ({ month }) => months[month - 1] ?? ''],
  ['MMM', ({ month }) => (months[month - 1] ?? '').slice(0, 3)],
  ['MM', ({ month }) => pad(month, 2)],
  ['M', ({ month }) => `${month}`],
  ['EEEE', ({ weekday }) => weekdays[weekday - 1] ?? ''],
  ['EEE', ({ weekday }) => (weekdays[weekday - 1] ?? '').slice(0, 3)],
  ['DDD', ({ dayOfYear }) => pad(dayOfYear, 3)],
  ['dd', ({ day }) => pad(day, 2)],
  ['d', ({ day }) => `${day}`],
  ['HH', ({ hour }) => pad(hour, 2)],
  ['H', ({ hour }) => `${hour}`],
  ['hh', ({ hour }) => pad(hour % 12 || 12, 2)],
  ['h', ({ hour }) => `${hour % 12 || 12}`],
  ['mm', ({ minute }) => pad(minute, 2)],
  ['m', ({ minute }) => `${minute}`],
  ['ss', ({ second }) => pad(second, 2)],
  ['s', ({ second }) => `${second}`],
  ['SSS', ({ millisecond }) => pad(millisecond, 3)],
  ['a', ({ hour }) => (hour < 12 ? 'AM' : 'PM')],
  ['XXX', ({ offsetMinutes }) => offsetText(offsetMinutes)],
]);

export const dateLetters = [...fields.keys()].join(', ');

function pad(value: number, length: number): string {
  return `${value}`.padStart(length, '0');
}

function offsetText(minutes: number): string {
  if (minutes === 0) return 'Z';
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60), 2)}:${pad(size % 60, 2)}`;
}

/** Runs of a letter are fields, 'quoted' letters and all other characters are text, '' is a quote. Names are English. */
export function formatInstant(ms: number, pattern: string, zone: string | null): string {
  const parts = partsOf(ms, zone);
  return pattern.replace(/'([^']*)'|([A-Za-z])\2*/g, (run: string, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted;
    const write = fields.get(run);
    return write
      ? write(parts)
      : fail(`the pattern has "${run}", which means nothing; use ${dateLetters}, and 'quotes' around other letters`);
  });
}
