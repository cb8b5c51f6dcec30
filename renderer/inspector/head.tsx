import type { ReactNode } from 'react';
import { Icon } from '../ui/icon.tsx';
import styles from './head.module.css';

type HeadProps = {
  readonly icon: string;
  /** Decides the tint. */
  readonly category: string;
  readonly title: ReactNode;
  readonly subtitle: ReactNode;
  readonly actions?: ReactNode;
};

/** What is selected, when it is no task. */
export function Head({ icon, category, title, subtitle, actions }: HeadProps) {
  return (
    <header className={styles.head}>
      <div className={styles.row}>
        <span className={styles.icon} data-kind={category}>
          <Icon name={icon} size={18} />
        </span>
        <div className={styles.names}>
          <h2 className={styles.title}>{title}</h2>
          <div className={styles.subtitle}>{subtitle}</div>
        </div>
        {actions}
      </div>
    </header>
  );
}
