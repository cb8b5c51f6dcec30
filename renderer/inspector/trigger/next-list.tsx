import { useMemo } from 'react';
import { useServices } from '../../app/services.ts';
import { messages } from '../../messages/messages.ts';
import { describeSchedule } from './describe-schedule.ts';
import { nextFires } from './next-fires.ts';
import styles from './trigger.module.css';

type NextListProps = { readonly schedule: string; readonly timezone: string; readonly isOn: boolean };

const shown = 5;

/** A schedule in plain words, and when it comes next. */
export function NextList({ schedule, timezone, isOn }: NextListProps) {
  const words = messages.inspector.trigger;
  const { now } = useServices();
  const sentence = describeSchedule(schedule);
  const next = useMemo(() => nextFires(schedule, timezone, shown, now()), [schedule, timezone, now]);
  const format = useMemo(() => formatIn(timezone), [timezone]);
  return (
    <div className={styles.next}>
      {sentence === null ? null : <p className={styles.sentence}>{sentence}</p>}
      {isOn ? null : <p className={styles.muted}>{words.isOff}</p>}
      {isOn && next.length > 0 ? (
        <ol className={styles.list} aria-label={words.next}>
          {next.map((at) => (
            <li key={at}>
              <time dateTime={new Date(at).toISOString()}>{format(at)}</time>
            </li>
          ))}
        </ol>
      ) : null}
    </div>
  );
}

function formatIn(timeZone: string): (at: number) => string {
  try {
    const format = new Intl.DateTimeFormat(undefined, {
      timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
    });
    return (at) => format.format(new Date(at));
  } catch {
    return (at) => new Date(at).toISOString();
  }
}
