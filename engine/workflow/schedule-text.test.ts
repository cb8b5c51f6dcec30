import { CronPattern } from 'croner';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTimeZone, readSchedule } from './schedule-text.ts';

function read(text: string) {
  const schedule = readSchedule(text);
  if (!schedule.ok) throw new Error(schedule.failure.message);
  return schedule.value;
}

describe('readSchedule', () => {
  it('reads five fields, with second 0', () => {
    const { fields, hasSeconds } = read('0 2 * * 1-5');
    expect(hasSeconds).toBe(false);
    expect(fields.second.values).toEqual([0]);
    expect(fields.hour.values).toEqual([2]);
    expect(fields.dayOfWeek).toEqual({ values: [1, 2, 3, 4, 5], isWildcard: false, hasSpecialDays: false });
    expect(fields.month.isWildcard).toBe(true);
  });

  it('reads six fields, lists, steps and names', () => {
    const { fields, hasSeconds } = read('*/20 0,30 9-17/4 1,15 jan-mar SUN,7,mon');
    expect(hasSeconds).toBe(true);
    expect(fields.second.values).toEqual([0, 20, 40]);
    expect(fields.minute.values).toEqual([0, 30]);
    expect(fields.hour.values).toEqual([9, 13, 17]);
    expect(fields.month.values).toEqual([1, 2, 3]);
    expect(fields.dayOfWeek.values).toEqual([0, 1]);
  });

  it('writes out names of schedules', () => {
    expect(read('@daily').text).toBe('0 0 * * *');
  });

  it('knows days that depend on the month', () => {
    expect(read('0 0 L * *').fields.dayOfMonth.hasSpecialDays).toBe(true);
    expect(read('0 0 * * FRI#2').fields.dayOfWeek.hasSpecialDays).toBe(true);
  });

  it.each([
    ['* * * *', '4 fields'],
    ['', '0 fields'],
    ['0-99999999 * * * *', 'is no minute'],
    ['60 * * * *', '0 to 59'],
    ['5/10 * * * *', 'A step needs'],
    ['*/0 * * * *', 'from 1 to 60'],
    ['* * ? * *', 'instead of'],
    ['* * * * FRI-MON', 'ends before it starts'],
    ['1,,2 * * * *', 'is empty'],
    ['0 0 30 2 *', 'never comes'],
    ['0 0 31 2,4,6 *', 'never comes'],
    ['@reboot', '@hourly'],
    [`${'1,'.repeat(150)}1 * * * *`, '200 characters'],
  ])('refuses %j', (text, reason) => {
    const schedule = readSchedule(text);
    expect(schedule.ok ? '' : schedule.failure.message).toContain(reason);
  });

  it('points at the part that is wrong', () => {
    const schedule = readSchedule('0  2 * 13 *');
    expect(schedule.ok ? null : schedule.failure).toMatchObject({ start: 7, end: 9 });
  });

  it('lets the day of the week save a day that no month has', () => {
    expect(readSchedule('0 0 30 2 MON').ok).toBe(true);
  });

  it('accepts nothing that the calendar library refuses, and reads the same numbers', () => {
    const entry = fc.oneof(
      fc.constantFrom(
        '*',
        '*/2',
        '*/7',
        '1',
        '5',
        '0',
        '7',
        '12',
        '31',
        '59',
        '1-5',
        '3-9/2',
        'L',
        'LW',
        '15W',
        '5L',
        'FRI#2',
        'MON',
        'feb',
        '2-JAN',
        '1,3',
        '?',
      ),
      fc.string({ unit: fc.constantFrom('*', '/', '-', ',', '0', '1', '2', '9', 'L', 'W', '#', 'M', 'O', 'N'), maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(entry, { minLength: 5, maxLength: 6 }), (words) => {
        const schedule = readSchedule(words.join(' '));
        if (!schedule.ok) return;
        const pattern = new CronPattern(schedule.value.text, 'UTC', { mode: '5-or-6-parts' });
        const { fields } = schedule.value;
        expect(indexes(pattern.minute)).toEqual(fields.minute.values);
        expect(indexes(pattern.hour)).toEqual(fields.hour.values);
        expect(indexes(pattern.month).map((month) => month + 1)).toEqual(fields.month.values);
      }),
      { numRuns: 5000 },
    );
  });
});

function indexes(bits: readonly number[]): number[] {
  return bits.flatMap((bit, index) => (bit ? [index] : []));
}

describe('isTimeZone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])('knows %s', (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  });

  it.each(['', 'Europe/Berlln', '+02:00', 'Mars/Base', '../etc'])('refuses %j', (zone) => {
    expect(isTimeZone(zone)).toBe(false);
  });
});
