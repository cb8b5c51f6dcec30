import type { CheckContext } from '../parse/context.ts';
import { type Finding, type Findings, warning } from '../parse/finding.ts';
import { isTimeZone, readSchedule, type Schedule } from '../schedule-text.ts';
import { type ClockChange, clockChanges } from './zone-changes.ts';

const minuteMs = 60_000;

/** Fixed times that do not exist, or exist twice, on the day on which clocks change in their zone. */
export function lintClockChanges({ workflow }: CheckContext, findings: Findings): void {
  for (const [name, { schedule: text, timezone = 'UTC', enabled }] of Object.entries(workflow.triggers ?? {})) {
    const schedule = readSchedule(text);
    if (enabled === false || !schedule.ok || !isFixed(schedule.value) || !isTimeZone(timezone)) continue;
    const hit = clockChanges(timezone)
      .map((change) => ({ change, time: firstTimeWithin(schedule.value, change) }))
      .find(({ time }) => time !== null);
    if (hit?.time != null) findings.add(inClockChange(name, timezone, hit.change, hit.time));
  }
}

/** Schedules with a wildcard hour or minute follow elapsed time and lose nothing. */
function isFixed({ fields }: Schedule): boolean {
  return !fields.hour.isWildcard && !fields.minute.isWildcard;
}

/** Local milliseconds of the first slot inside the gap or the repetition, or null. */
function firstTimeWithin({ fields }: Schedule, { fromMs, toMs }: ClockChange): number | null {
  for (let at = fromMs; at < toMs; at += minuteMs) {
    const local = new Date(at);
    const isTime = fields.hour.values.includes(local.getUTCHours()) && fields.minute.values.includes(local.getUTCMinutes());
    if (isTime && isDay(fields, local)) return at;
  }
  return null;
}

/** Day of the month and day of the week are alternatives when both are restricted. */
function isDay({ dayOfMonth, month, dayOfWeek }: Schedule['fields'], local: Date): boolean {
  if (!month.values.includes(local.getUTCMonth() + 1)) return false;
  const fitsMonth = dayOfMonth.values.includes(local.getUTCDate());
  const fitsWeek = dayOfWeek.values.includes(local.getUTCDay());
  if (dayOfMonth.isWildcard || dayOfWeek.isWildcard) return fitsMonth && fitsWeek;
  return fitsMonth || fitsWeek;
}

function inClockChange(name: string, zone: string, change: ClockChange, timeMs: number): Finding {
  const time = new Date(timeMs).toISOString().slice(11, 16);
  const what =
    change.kind === 'forward'
      ? 'does not exist on the day when clocks go forward: it then runs at the first moment after the gap'
      : 'comes twice on the day when clocks go back: it then runs the first time only';
  const message = `Trigger \`${name}\`: ${time} in ${zone} ${what}. Choose another time, or UTC, if that matters.`;
  return warning('schedule_in_clock_change', ['triggers', name, 'schedule'], message);
}
