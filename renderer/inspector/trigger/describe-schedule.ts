// A cron expression in plain words: "At 02:00, Monday to Friday".
import { readSchedule, type Schedule, type ScheduleField } from '../../../engine/workflow/schedule-text.ts';

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Null when the schedule cannot be read, or has days that no short sentence says. */
export function describeSchedule(text: string): string | null {
  const read = readSchedule(text);
  if (!read.ok) return null;
  const { fields } = read.value;
  const parts = [timesOf(read.value), daysOf(fields), monthsOf(fields.month)].filter((part) => part !== '');
  return parts.includes('?') ? null : parts.join(', ');
}

function timesOf({ fields, hasSeconds }: Schedule): string {
  const { second, minute, hour } = fields;
  if (hasSeconds && !isOnly(second, 0)) return everySecond(fields);
  if (minute.values.length === 60 && isAll(hour, 24)) return 'Every minute';
  if (isAll(hour, 24))
    return minute.values.length === 1 ? everyHour(minute.values[0] ?? 0) : `Every hour at ${stepOf(minute, 60, 'minute')}`;
  if (minute.values.length > 1 && stepFrom(minute.values, 60) !== null)
    return `Every ${stepFrom(minute.values, 60)} minutes from ${hoursRange(hour.values)}`;
  const times = hour.values.flatMap((each) => minute.values.map((of) => clock(each, of)));
  if (times.length <= 6) return `At ${listed(times)}`;
  const step = stepFrom(hour.values, 24);
  if (step !== null && minute.values.length === 1)
    return step === 1 ? everyHour(minute.values[0] ?? 0) : `Every ${step} hours at minute ${minute.values[0] ?? 0}`;
  return `At ${times.length} times a day`;
}

function everySecond({ second, minute, hour }: Schedule['fields']): string {
  const step = stepFrom(second.values, 60);
  const often =
    second.values.length === 60
      ? 'Every second'
      : step === null
        ? `At second ${listed(second.values.map(String))}`
        : `Every ${step} seconds`;
  return isAll(minute, 60) && isAll(hour, 24) ? often : `${often} of chosen minutes`;
}

function everyHour(minute: number): string {
  return minute === 0 ? 'Every hour' : `Every hour, ${minute} ${minute === 1 ? 'minute' : 'minutes'} past`;
}

function stepOf(field: ScheduleField, size: number, unit: string): string {
  const step = stepFrom(field.values, size);
  return step === null ? `${unit} ${listed(field.values.map(String))}` : `every ${step} ${unit}s`;
}

/** The step of numbers that go evenly through the whole range; null when they do not. */
function stepFrom(values: readonly number[], size: number): number | null {
  const [first = 0, second] = values;
  if (second === undefined || first !== 0) return null;
  const step = second - first;
  return size % step === 0 && values.length === size / step && values.every((value, at) => value === at * step) ? step : null;
}

function hoursRange(hours: readonly number[]): string {
  const [first = 0] = hours;
  const last = hours.at(-1) ?? first;
  const isRun = hours.length === last - first + 1;
  return isRun ? `${clock(first, 0)} to ${clock(last, 59)}` : listed(hours.map((hour) => `${clock(hour, 0)} on`));
}

function daysOf({ dayOfMonth, dayOfWeek }: Schedule['fields']): string {
  if (dayOfMonth.hasSpecialDays || dayOfWeek.hasSpecialDays) return '?';
  const ofMonth = dayOfMonth.values.length === 31 ? '' : `on day ${listed(dayOfMonth.values.map(String))} of the month`;
  const ofWeek = weekdays(dayOfWeek.values);
  if (ofMonth === '' || ofWeek === '') return ofMonth || ofWeek || 'every day';
  return dayOfMonth.isWildcard || dayOfWeek.isWildcard ? `${ofMonth} if it is ${ofWeek}` : `${ofMonth} and ${ofWeek}`;
}

function weekdays(values: readonly number[]): string {
  if (values.length === 7) return '';
  if (values.join() === '1,2,3,4,5') return 'Monday to Friday';
  return values.join() === '0,6' ? 'on weekends' : listed(values.map((day) => days[day] ?? ''));
}

function monthsOf(month: ScheduleField): string {
  return month.values.length === 12 ? '' : `in ${listed(month.values.map((value) => months[value - 1] ?? ''))}`;
}

function isAll({ values }: ScheduleField, size: number): boolean {
  return values.length === size;
}

function isOnly({ values }: ScheduleField, value: number): boolean {
  return values.length === 1 && values[0] === value;
}

function clock(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function listed(words: readonly string[]): string {
  const shown = words.length > 8 ? [...words.slice(0, 7), `${words.length - 7} more`] : words;
  return shown.length <= 1 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
