import { lazy, Suspense } from 'react';
import { messages } from '../messages/messages.ts';
import styles from './code-view.module.css';

const CompareEditor = lazy(() => import('./compare-editor.tsx').then(({ CompareEditor: component }) => ({ default: component })));

export type CompareViewProps = {
  readonly original: string;
  readonly modified: string;
  /** What the two texts are called, above them. */
  readonly labels: { readonly original: string; readonly modified: string };
};

/** Two texts side by side, with what differs. Nothing can be changed. */
export function CompareView({ original, modified, labels }: CompareViewProps) {
  return (
    <section className={styles.view} aria-label={messages.code.compare(labels.original, labels.modified)}>
      <div className={styles.labels} aria-hidden="true">
        <span>{labels.original}</span>
        <span>{labels.modified}</span>
      </div>
      <Suspense fallback={<div className={styles.wait} aria-busy="true" />}>
        <CompareEditor original={original} modified={modified} labels={labels} />
      </Suspense>
    </section>
  );
}
