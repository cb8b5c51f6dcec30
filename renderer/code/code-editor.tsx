import { useEffect, useRef, useState } from 'react';
import { useServices } from '../app/services.ts';
import type { Session } from '../document/session.ts';
import { messages } from '../messages/messages.ts';
import { bindSession } from './bind-session.ts';
import styles from './code-editor.module.css';
import { CodeStrip } from './code-strip.tsx';
import { createEditor } from './create-editor.ts';
import type { monaco } from './monaco.ts';

/** The editor itself: made once, it shows one session after the other. */
export function CodeEditor({ session }: { readonly session: Session }) {
  const services = useServices();
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<monaco.editor.IStandaloneCodeEditor | null>(null);
  // Before the effect that makes the editor: what comes first ends first, and where the text was scrolled to is read while there is one.
  useEffect(() => (editor ? bindSession(editor, session, services) : undefined), [editor, session, services]);
  useEffect(() => {
    if (!host.current) return;
    const { editor: made, dispose } = createEditor(host.current, messages.code.editor);
    setEditor(made);
    return () => {
      setEditor(null);
      dispose();
    };
  }, []);
  return (
    <>
      <div ref={host} className={styles.editor} />
      {editor ? <CodeStrip editor={editor} session={session} /> : <div className={styles.strip} />}
    </>
  );
}
