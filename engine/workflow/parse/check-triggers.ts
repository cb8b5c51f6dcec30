import { isTimeZone, readSchedule } from '../schedule-text.ts';
import type { Trigger } from '../schema.ts';
import { checkGivenInputs, checkMissingInputs } from './check-inputs.ts';
import type { CheckContext } from './context.ts';
import { error, type Finding, type Findings } from './finding.ts';

/** Schedules that can be read and come, in zones that exist, with the inputs that their runs will want. */
export function checkTriggers(context: CheckContext, findings: Findings): void {
  for (const [name, trigger] of Object.entries(context.workflow.triggers ?? {})) {
    if (findings.isFull) return;
    if (context.isDamaged(['triggers', name])) continue;
    const subject = `Trigger \`${name}\``;
    const path = ['triggers', name, 'inputs'];
    const given = trigger.inputs ?? {};
    findings.addAll(checkSchedule(name, trigger));
    findings.addAll(checkTimeZone(name, trigger));
    findings.addAll(checkGivenInputs(context, given, path, subject));
    findings.addAll(checkMissingInputs(context, given, path, subject));
  }
}

function checkSchedule(name: string, { schedule }: Trigger): Finding[] {
  const read = readSchedule(schedule);
  if (read.ok) return [];
  const { message, start, end } = read.failure;
  return [error('invalid_schedule', ['triggers', name, 'schedule'], `Trigger \`${name}\`: ${message}`, { span: { start, end } })];
}

function checkTimeZone(name: string, { timezone }: Trigger): Finding[] {
  if (timezone === undefined || isTimeZone(timezone)) return [];
  const message = `Trigger \`${name}\`: the time zone "${timezone}" does not exist. Use a name such as Europe/Berlin or UTC.`;
  return [error('unknown_timezone', ['triggers', name, 'timezone'], message)];
}
