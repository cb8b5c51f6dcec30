import { lazy, Suspense } from 'react';
import styles from './markdown.module.css';

/** Loaded when the first text is shown. */
const MarkdownText = lazy(() => import('./markdown-text.tsx').then(({ MarkdownText: component }) => ({ default: component })));

/** A person's text as Markdown: no HTML, no pictures, and links to the web alone, which open outside. */
export function Markdown({ text }: { readonly text: string }) {
  return (
    <div className={styles.markdown}>
      <Suspense fallback={<p className={styles.plain}>{text}</p>}>
        <MarkdownText text={text} />
      </Suspense>
    </div>
  );
}
