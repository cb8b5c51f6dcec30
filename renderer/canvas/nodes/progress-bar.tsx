import { canvasMessages } from '../../messages/canvas.ts';
import type { TaskState } from '../../run-state/run-state.ts';
import styles from './progress-bar.module.css';

type ProgressBarProps = { readonly items: NonNullable<TaskState['items']>; readonly className?: string | undefined };

/** How many items of a task that runs once per item are done, and how many of them failed. */
export function ProgressBar({ items: { count, succeeded, failed }, className = '' }: ProgressBarProps) {
  const done = succeeded + failed;
  const part = (value: number) => `${count === 0 ? 0 : (value / count) * 100}%`;
  return (
    <span
      className={`${styles.bar} ${className}`}
      role="progressbar"
      aria-label={canvasMessages.progress}
      aria-valuemin={0}
      aria-valuemax={count}
      aria-valuenow={done}
      aria-valuetext={canvasMessages.itemsDone(done, count)}
    >
      <span className={styles.succeeded} style={{ width: part(succeeded) }} />
      <span className={styles.failed} style={{ width: part(failed) }} />
    </span>
  );
}
