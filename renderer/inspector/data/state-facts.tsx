import { useNow } from '../../app/use-now.ts';
import { durationText } from '../../messages/duration.ts';
import { messages } from '../../messages/messages.ts';
import type { TaskState } from '../../run-state/run-state.ts';
import { StateIcon } from '../../ui/state-icon.tsx';
import styles from './data.module.css';

/** How it went, in a few facts. */
export function StateFacts({
  state,
  origin,
}: {
  readonly state: TaskState;
  /** Where its result is from. */
  readonly origin: string | null;
}) {
  const words = messages.inspector.data;
  const now = useNow(state.startedAt !== null && state.finishedAt === null, tickMs);
  const durationMs = state.startedAt === null ? null : (state.finishedAt ?? now) - state.startedAt;
  const { items } = state;
  return (
    <dl className={styles.facts}>
      <dt>{words.state}</dt>
      <dd className={styles.state}>
        <StateIcon status={state.status} size={15} />
        {[messages.runs.statuses[state.status], state.waiting ? messages.states.waiting[state.waiting] : ''].filter(Boolean).join(' · ')}
      </dd>
      {origin === null ? null : (
        <>
          <dt>{words.origin}</dt>
          <dd>{origin}</dd>
        </>
      )}
      {state.port === null ? null : (
        <>
          <dt>{words.port}</dt>
          <dd>
            <code>{state.port}</code>
          </dd>
        </>
      )}
      {state.attempts > 0 ? (
        <>
          <dt>{words.attempts}</dt>
          <dd>{state.attempts}</dd>
        </>
      ) : null}
      {items === null ? null : (
        <>
          <dt>{words.items}</dt>
          <dd>{words.itemsDone(items.succeeded + items.failed, items.failed, items.count)}</dd>
        </>
      )}
      {state.startedAt === null ? null : (
        <>
          <dt>{words.started}</dt>
          <dd>
            <time dateTime={new Date(state.startedAt).toISOString()}>{clockText(state.startedAt)}</time>
          </dd>
        </>
      )}
      {durationMs === null ? null : (
        <>
          <dt>{words.duration}</dt>
          <dd className={styles.number}>{durationText(durationMs)}</dd>
        </>
      )}
    </dl>
  );
}

const tickMs = 500;

const clock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

function clockText(at: number): string {
  return clock.format(new Date(at));
}
