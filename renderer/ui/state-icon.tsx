import type { RunStatus } from '../../engine/run/view.ts';
import type { TaskStatus } from '../../engine/workflow/schema.ts';
import { Icon } from './icon.tsx';
import styles from './state-icon.module.css';

const pictures: { readonly [status in TaskStatus | RunStatus]: string } = {
  pending: 'circle-dashed',
  queued: 'circle-dot',
  running: 'loader-circle',
  waiting: 'clock-3',
  paused: 'pause',
  succeeded: 'circle-check',
  failed: 'circle-x',
  skipped: 'circle-slash',
  canceled: 'ban',
};

/** A state by shape and colour both; its word is for the control around it to say. */
export function StateIcon({ status, size = 16 }: { readonly status: TaskStatus | RunStatus; readonly size?: number }) {
  return <Icon name={pictures[status]} size={size} className={`${styles.icon} ${styles[status]}`} />;
}
