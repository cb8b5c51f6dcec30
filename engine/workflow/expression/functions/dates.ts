import { parseDuration } from '../../duration.ts';
import type { Json } from '../../json.ts';
import { dateLetters, formatInstant } from './date-pattern.ts';
import { type FunctionDefinition, fail, textAt, wholeAt } from './definition.ts';
import { daysOf, instantAt, partsOf, toIso } from './instant.ts';

function zoneAt(args: readonly Json[], index: number): string | null {
  return args.length > index ? textAt(args, index) : null;
}

function durationAt(args: readonly Json[], index: number): number {
  const text = textAt(args, index).trim();
  const isBack = text.startsWith('-');
  const ms = parseDuration(isBack ? text.slice(1) : text);
  if (ms === null) return fail(`argument ${index + 1} is not a duration such as "30s", "5m", "2h", "7d", "-1d" or "PT5M"`);
  return isBack ? -ms : ms;
}

function addMonths(ms: number, count: number): number {
  if (Math.abs(count) > 120_000) return fail('argument 2 is too large');
  const date = new Date(ms);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count);
  date.setUTCDate(Math.min(day, daysOf(date.getUTCFullYear(), date.getUTCMonth() + 1)));
  return date.getTime();
}

export const dateFunctions: readonly FunctionDefinition[] = [
  {
    name: 'formatDate',
    signature: 'formatDate(instant, pattern, zone?): text',
    description: `An instant in another form, in UTC or the given time zone. Fields: ${dateLetters}; other letters stand in 'quotes'.`,
    example: 'formatDate("2026-11-05T23:30:00Z", "dd.MM.yyyy HH:mm", "Europe/Berlin")',
    result: '06.11.2026 00:30',
    arity: [2, 3],
    returns: 'text',
    run: (args, budget) => {
      const pattern = textAt(args, 1);
      if (pattern.length > 200) return fail('argument 2 is longer than 200 characters');
      budget.spend(args.length > 1 ? 400 : 100);
      return formatInstant(instantAt(args, 0), pattern, zoneAt(args, 2));
    },
  },
  {
    name: 'addDuration',
    signature: 'addDuration(instant, duration): text',
    description: 'The instant so much later, or earlier with a minus sign, in UTC.',
    example: 'addDuration("2026-11-05T08:00:00Z", "-1d")',
    result: '2026-11-04T08:00:00.000Z',
    arity: [2, 2],
    returns: 'text',
    run: (args, budget) => {
      budget.spend(20);
      return toIso(instantAt(args, 0) + durationAt(args, 1));
    },
  },
  {
    name: 'addMonths',
    signature: 'addMonths(instant, count): text',
    description: 'The same day and time so many months later or earlier, in UTC; the last day where the month is shorter.',
    example: 'addMonths("2026-01-31T08:00:00Z", 1)',
    result: '2026-02-28T08:00:00.000Z',
    arity: [2, 2],
    returns: 'text',
    run: (args, budget) => {
      budget.spend(20);
      return toIso(addMonths(instantAt(args, 0), wholeAt(args, 1)));
    },
  },
  {
    name: 'dateParts',
    signature: 'dateParts(instant, zone?): map',
    description:
      'year, month, day, hour, minute, second, millisecond, weekday (1 is Monday), dayOfYear and offsetMinutes, in UTC or the given time zone.',
    example: 'dateParts("2026-11-05T08:00:00Z").weekday',
    result: 4,
    arity: [1, 2],
    returns: 'map',
    run: (args, budget) => {
      budget.spend(args.length > 1 ? 400 : 100);
      return { ...partsOf(instantAt(args, 0), zoneAt(args, 1)) };
    },
  },
  {
    name: 'toEpoch',
    signature: 'toEpoch(instant): number',
    description: 'Milliseconds since 1970-01-01 UTC. The difference of two of them is a length of time.',
    example: 'toEpoch("1970-01-02")',
    result: 86_400_000,
    arity: [1, 1],
    returns: 'number',
    run: (args, budget) => {
      budget.spend(20);
      return instantAt(args, 0);
    },
  },
  {
    name: 'fromEpoch',
    signature: 'fromEpoch(milliseconds): text',
    description: 'The instant so many milliseconds after 1970-01-01 UTC.',
    example: 'fromEpoch(86400000)',
    result: '1970-01-02T00:00:00.000Z',
    arity: [1, 1],
    returns: 'text',
    run: (args, budget) => {
      budget.spend(20);
      return toIso(instantAt(args, 0));
    },
  },
  {
    name: 'durationMs',
    signature: 'durationMs(duration): number',
    description: 'The milliseconds of a duration.',
    example: 'durationMs("1h30m")',
    result: 5_400_000,
    arity: [1, 1],
    returns: 'number',
    run: (args) => durationAt(args, 0),
  },
];
