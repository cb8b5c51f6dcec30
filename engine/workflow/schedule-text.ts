// Cron expressions, read by rules of our own: what passes here is bounded and is what the calendar library accepts, too.
import { err, ok, type Result } from './result.ts';

export type ScheduleField = {
  /** Numbers the field allows, ascending; days of the week from 0 = Sunday. Days such as `L` and `15W` are not among them. */
  readonly values: readonly number[];
  /** `*` or `*` with a step. */
  readonly isWildcard: boolean;
  /** Has days that depend on the month: `L`, `15W`, `5L`, `1#2`. */
  readonly hasSpecialDays: boolean;
};

export const scheduleFieldNames = ['second', 'minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek'] as const;
export type ScheduleFieldName = (typeof scheduleFieldNames)[number];

export type Schedule = {
  /** Five or six fields, with names such as `@daily` written out. */
  readonly text: string;
  readonly hasSeconds: boolean;
  readonly fields: { readonly [name in ScheduleFieldName]: ScheduleField };
};

/** Offsets of the part that is wrong. */
export type ScheduleFault = { readonly message: string; readonly start: number; readonly end: number };

type Rule = { readonly label: string; readonly least: number; readonly most: number; readonly names?: readonly string[] };

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const rules: { readonly [name in ScheduleFieldName]: Rule } = {
  second: { label: 'second', least: 0, most: 59 },
  minute: { label: 'minute', least: 0, most: 59 },
  hour: { label: 'hour', least: 0, most: 23 },
  dayOfMonth: { label: 'day of the month', least: 1, most: 31 },
  month: { label: 'month', least: 1, most: 12, names: months },
  dayOfWeek: { label: 'day of the week', least: 0, most: 7, names: days },
};

const written = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

const longestText = 200;

/** Reads a cron expression with 5 fields, or 6 with seconds first. Fields are lists of `*`, `5`, `1-5`, each with a step (`/2`), and names. */
export function readSchedule(input: string): Result<Schedule, ScheduleFault> {
  if (input.length > longestText) return fault(`The schedule has more than ${longestText} characters.`, 0, input.length);
  const text = written.get(input.trim().toLowerCase()) ?? input;
  const words = [...text.matchAll(/\S+/g)].map((match) => ({ text: match[0], start: match.index }));
  if (text.trim().startsWith('@'))
    return fault(`${text.trim()} is unknown. Use ${[...written.keys()].join(', ')}, or five fields.`, 0, input.length);
  if (words.length !== 5 && words.length !== 6) {
    const rule = 'It has 5 (minute, hour, day of the month, month, day of the week), or 6 with seconds first.';
    return fault(`A schedule with ${words.length} fields is not possible. ${rule}`, 0, input.length);
  }
  const names = scheduleFieldNames.slice(6 - words.length);
  const read = new Map<ScheduleFieldName, ScheduleField>();
  for (const [index, name] of names.entries()) {
    const word = words[index] ?? { text: '', start: 0 };
    const field = readField(word.text, word.start, name);
    if (!field.ok) return text === input ? field : fault(field.failure.message, 0, input.length);
    read.set(name, field.value);
  }
  const fields = fieldsFrom(read);
  if (neverFires(fields))
    return fault('No month has such a day, so this schedule never comes. Choose another day or month.', 0, input.length);
  return ok({ text: words.map((word) => word.text).join(' '), hasSeconds: words.length === 6, fields });
}

/** A field that is not written is the seconds' one. */
function fieldsFrom(read: ReadonlyMap<ScheduleFieldName, ScheduleField>): Schedule['fields'] {
  const field = (name: ScheduleFieldName) => read.get(name) ?? { values: [0], isWildcard: false, hasSpecialDays: false };
  return {
    second: field('second'),
    minute: field('minute'),
    hour: field('hour'),
    dayOfMonth: field('dayOfMonth'),
    month: field('month'),
    dayOfWeek: field('dayOfWeek'),
  };
}

function readField(text: string, start: number, name: ScheduleFieldName): Result<ScheduleField, ScheduleFault> {
  const values = new Set<number>();
  let hasSpecialDays = false;
  let at = start;
  for (const entry of text.split(',')) {
    const numbers = readEntry(entry.toUpperCase(), name);
    if (typeof numbers === 'string') return fault(numbers, at, at + Math.max(1, entry.length));
    if (numbers === null) hasSpecialDays = true;
    else for (const number of numbers) values.add(name === 'dayOfWeek' ? number % 7 : number);
    at += entry.length + 1;
  }
  return ok({ values: [...values].sort((a, b) => a - b), isWildcard: text.startsWith('*'), hasSpecialDays });
}

/** Numbers of one entry, null for a special day, or what is wrong with it. */
function readEntry(entry: string, name: ScheduleFieldName): readonly number[] | null | string {
  const rule = rules[name];
  if (isSpecialDay(entry, name)) return null;
  const parts = /^(?:(\*)|([A-Z0-9]{1,3})(?:-([A-Z0-9]{1,3}))?)(?:\/(\d{1,2}))?$/.exec(entry);
  if (!parts) return entryAdvice(entry, rule);
  const [, wildcard, from, to, step] = parts;
  const size = (name === 'dayOfWeek' ? 6 : rule.most) - rule.least + 1;
  if (step !== undefined && (Number(step) < 1 || Number(step) > size))
    return `A step in the field ${rule.label} must be from 1 to ${size}.`;
  if (wildcard) return rangeOf(rule.least, name === 'dayOfWeek' ? 6 : rule.most, Number(step ?? 1));
  const least = numberOf(from ?? '', rule);
  const most = to === undefined ? least : numberOf(to, rule);
  if (least === null || most === null)
    return `The field ${rule.label} takes ${rule.least} to ${rule.most}${rule.names ? ` or ${rule.names[0]} to ${rule.names.at(-1)}` : ''}.`;
  if (least > most) return `This range ends before it starts. Write two ranges with a comma between them.`;
  if (step !== undefined && to === undefined) return `A step needs "*" or a range before it: "${least}-${rule.most}/${step}".`;
  return rangeOf(least, most, Number(step ?? 1));
}

function entryAdvice(entry: string, rule: Rule): string {
  if (entry === '') return `An entry of the field ${rule.label} is empty. Remove the comma.`;
  if (entry === '?') return 'Write "*" instead of "?".';
  return `"${entry}" is no ${rule.label}. Use "*", a number, a range such as 1-5, or a step such as */2.`;
}

function isSpecialDay(entry: string, name: ScheduleFieldName): boolean {
  if (name === 'dayOfMonth') return /^(?:L|LW|(?:[1-9]|[12]\d|3[01])W)$/.test(entry);
  return name === 'dayOfWeek' && /^(?:[0-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(?:L|#[1-5])$/.test(entry);
}

function numberOf(text: string, rule: Rule): number | null {
  const named = rule.names?.indexOf(text) ?? -1;
  const number = named === -1 ? (/^\d+$/.test(text) ? Number(text) : -1) : named + (rule.least === 1 ? 1 : 0);
  return number >= rule.least && number <= rule.most ? number : null;
}

function rangeOf(least: number, most: number, step: number): readonly number[] {
  const numbers: number[] = [];
  for (let number = least; number <= most; number += step) numbers.push(number);
  return numbers;
}

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function neverFires({ dayOfMonth, month, dayOfWeek }: { readonly [name in ScheduleFieldName]: ScheduleField }): boolean {
  const decidesByMonth = dayOfWeek.isWildcard && !dayOfMonth.hasSpecialDays;
  return decidesByMonth && month.values.every((number) => dayOfMonth.values.every((day) => day > (longestMonths[number - 1] ?? 0)));
}

function fault(message: string, start: number, end: number): { readonly ok: false; readonly failure: ScheduleFault } {
  return err({ message, start, end });
}

const knownZones = new Map<string, boolean>();
const mostKnownZones = 1000;

/** Whether the platform knows this IANA time zone. Plain offsets are refused: they have no rules for the change of clocks. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)) return false;
  const known = knownZones.get(name) ?? platformKnows(name);
  if (knownZones.size < mostKnownZones) knownZones.set(name, known);
  return known;
}

function platformKnows(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
