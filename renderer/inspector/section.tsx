import type { ReactNode } from 'react';
import { useId } from 'react';
import styles from './inspector.module.css';

type SectionProps = { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode };

/** A part of a form under a heading. */
export function Section({ title, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.sectionHead}>
        <h3 id={id} className={styles.sectionTitle}>
          {title}
        </h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
