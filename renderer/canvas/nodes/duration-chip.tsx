import { useNow } from '../../app/use-now.ts';
import { canvasMessages } from '../../messages/canvas.ts';
import { durationText } from '../../messages/duration.ts';
import type { TaskState } from '../../run-state/run-state.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './duration-chip.module.css';

const tickMs = 100;

/** How long a task took, or has taken so far, and in how many attempts. */
export function DurationChip({ state }: { readonly state: TaskState }) {
  const { startedAt, finishedAt, attempts } = state;
  const now = useNow(startedAt !== null && finishedAt === null, tickMs);
  if (startedAt === null || state.status === 'skipped') return null;
  return (
    <span className={styles.chip}>
      {attempts > 1 ? (
        <span
          className={styles.attempts}
          role="img"
          aria-label={canvasMessages.attempts(attempts)}
          title={canvasMessages.attempts(attempts)}
        >
          <Icon name="rotate-ccw" size={10} />
          {attempts}
        </span>
      ) : null}
      {durationText((finishedAt ?? now) - startedAt)}
    </span>
  );
}
