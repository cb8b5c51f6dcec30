import { lazy, Suspense } from 'react';
import type { Session } from '../document/session.ts';
import { messages } from '../messages/messages.ts';
import styles from './code-view.module.css';

// The editor is as large as all the rest of the window: it is fetched when code is first shown.
const CodeEditor = lazy(() => import('./code-editor.tsx').then(({ CodeEditor: component }) => ({ default: component })));

/** The text of a workflow, to be edited. */
export function CodeView({ session }: { readonly session: Session }) {
  return (
    <section className={styles.view} aria-label={messages.code.region}>
      <Suspense fallback={<div className={styles.wait} aria-busy="true" />}>
        <CodeEditor session={session} />
      </Suspense>
    </section>
  );
}
