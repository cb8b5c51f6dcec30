import { describe, expect, it } from 'vitest';
import { describeSchedule } from './describe-schedule.ts';
import { nextFires } from './next-fires.ts';
import { triggerFields } from './trigger-fields.ts';

describe('a schedule in plain words', () => {
  it.each([
    ['0 2 * * *', 'At 02:00, every day'],
    ['30 9 * * 1-5', 'At 09:30, Monday to Friday'],
    ['0 9,17 * * *', 'At 09:00 and 17:00, every day'],
    ['* * * * *', 'Every minute, every day'],
    ['*/15 * * * *', 'Every hour at every 15 minutes, every day'],
    ['5 * * * *', 'Every hour, 5 minutes past, every day'],
    ['0 * * * *', 'Every hour, every day'],
    ['0 */6 * * *', 'At 00:00, 06:00, 12:00 and 18:00, every day'],
    ['*/10 9-17 * * 1-5', 'Every 10 minutes from 09:00 to 17:59, Monday to Friday'],
    ['0 0 1 * *', 'At 00:00, on day 1 of the month'],
    ['0 0 1 1,7 *', 'At 00:00, on day 1 of the month, in January and July'],
    ['0 8 * * 0,6', 'At 08:00, on weekends'],
    ['0 8 * * 2', 'At 08:00, Tuesday'],
    ['0 8 13 * 5', 'At 08:00, on day 13 of the month and Friday'],
    ['@daily', 'At 00:00, every day'],
    ['*/5 * * * * *', 'Every 5 seconds, every day'],
  ])('%s', (text, sentence) => {
    expect(describeSchedule(text)).toBe(sentence);
  });

  it('is none where no short sentence says it, or there is no schedule', () => {
    expect(describeSchedule('0 0 L * *')).toBe(null);
    expect(describeSchedule('not cron')).toBe(null);
  });
});

describe('the next times of a schedule', () => {
  const now = Date.UTC(2026, 10, 20, 12);

  it('are in its time zone', () => {
    expect(nextFires('0 2 * * *', 'Europe/Berlin', 2, now).map((at) => new Date(at).toISOString())).toEqual([
      '2026-11-21T01:00:00.000Z',
      '2026-11-22T01:00:00.000Z',
    ]);
  });

  it('are none where schedule or zone cannot be read', () => {
    expect(nextFires('99 * * * *', 'UTC', 2, now)).toEqual([]);
    expect(nextFires('0 2 * * *', 'Nowhere/Land', 2, now)).toEqual([]);
  });

  it('have a form with all that the format knows of them', () => {
    expect(Object.keys(triggerFields).sort()).toEqual([
      'catchUpWindow',
      'description',
      'enabled',
      'inputs',
      'misfire',
      'name',
      'overlap',
      'schedule',
      'timezone',
      'type',
    ]);
  });
});
