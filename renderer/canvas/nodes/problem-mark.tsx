import { Icon } from '../../ui/icon.tsx';
import styles from './problem-mark.module.css';

type ProblemMarkProps = { readonly severity: 'error' | 'warning'; readonly text: string };

/** Something is wrong with a task; pointing at it says what. */
export function ProblemMark({ severity, text }: ProblemMarkProps) {
  return (
    <span className={`${styles.mark} ${styles[severity]}`} role="img" aria-label={text} title={text}>
      <Icon name={severity === 'error' ? 'circle-alert' : 'triangle-alert'} size={17} />
    </span>
  );
}
