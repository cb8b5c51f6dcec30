// When a schedule comes next. The one place of the window that knows the calendar library.
import { Cron } from 'croner';
import { isTimeZone, readSchedule } from '../../../engine/workflow/schedule-text.ts';

/** The next instants in milliseconds since the epoch; empty when the schedule or the zone cannot be read, or nothing comes. */
export function nextFires(schedule: string, timezone: string, count: number, now: number): readonly number[] {
  const read = readSchedule(schedule);
  if (!read.ok || !isTimeZone(timezone)) return [];
  const job = new Cron(read.value.text, { timezone, paused: true, mode: '5-or-6-parts' });
  return job.nextRuns(count, new Date(now)).map((date) => date.getTime());
}
